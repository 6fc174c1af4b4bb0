using Consent.Core.Texts;
using Consent.Core.Numbers;
using Consent.Core.Registry;
using CsCheck;

namespace Consent.Core.Tests.Registry;

public sealed class KeywordChecksTests
{
    [Theory]
    [InlineData("start")]
    [InlineData("  START! ")]
    [InlineData("HELP")]
    [InlineData("info")]
    [InlineData("un-stop")]
    [InlineData("ＳＴＡＲＴ")]
    public void OptOut_ThatIsAnotherDefault_IsRefused(string keyword) =>
        AssertOne(new OwnKeywords { OptOut = [keyword] }, "opt_out_keywords[0]", FieldProblemReason.KeywordOfAnotherKind);

    [Theory]
    [InlineData("stop")]
    [InlineData("opt-out")]
    [InlineData("S T O P")]
    [InlineData("arrêt")]
    [InlineData("ЅТОР")]
    [InlineData("help")]
    public void OptIn_ThatIsAnotherDefault_IsRefused(string keyword) =>
        AssertOne(new OwnKeywords { OptIn = [keyword] }, "opt_in_keywords[0]", FieldProblemReason.KeywordOfAnotherKind);

    [Theory]
    [InlineData("quit")]
    [InlineData("start")]
    public void Help_ThatIsAnotherDefault_IsRefused(string keyword) =>
        AssertOne(new OwnKeywords { Help = [keyword] }, "help_keywords[0]", FieldProblemReason.KeywordOfAnotherKind);

    [Fact]
    public void Keyword_ThatIsADefaultOfItsOwnKind_IsAccepted() =>
        Assert.Empty(Check(new OwnKeywords { OptOut = ["STOP"], OptIn = ["start"], Help = ["Help!"] }));

    [Theory]
    [InlineData("go away", "GO AWAY!")]
    [InlineData("go away", "go-away")]
    [InlineData("café", "CAFE")]
    public void OptOut_ListedTwice_IsRefused(string first, string second) =>
        AssertOne(new OwnKeywords { OptOut = [first, "other", second] }, "opt_out_keywords[2]", FieldProblemReason.KeywordRepeated);

    [Fact]
    public void Keyword_ListedForTwoKinds_IsRefused()
    {
        AssertOne(new OwnKeywords { OptOut = ["go away"], OptIn = ["Go Away"] }, "opt_in_keywords[0]", FieldProblemReason.KeywordRepeated);
        AssertOne(new OwnKeywords { OptOut = ["go away"], Help = ["goaway"] }, "help_keywords[0]", FieldProblemReason.KeywordRepeated);
        AssertOne(new OwnKeywords { OptIn = ["yes"], Help = ["YES"] }, "help_keywords[0]", FieldProblemReason.KeywordRepeated);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("!?")]
    [InlineData("🛑")]
    [InlineData("> quoted")]
    public void Keyword_WithoutALetter_IsRefused(string keyword) =>
        AssertOne(new OwnKeywords { Help = [keyword] }, "help_keywords[0]", FieldProblemReason.KeywordEmpty);

    [Fact]
    public void Keyword_OfOver34Characters_IsRefused()
    {
        Assert.Empty(Check(new OwnKeywords { OptOut = [new string('a', 34), $"  {new string('b', 34)} !!!", new string('é', 34)] }));
        AssertOne(new OwnKeywords { OptOut = [new string('a', 35)] }, "opt_out_keywords[0]", FieldProblemReason.TooLong, 34);
    }

    [Fact]
    public void Keyword_OfManyCharactersAsWritten_IsRefused() =>
        AssertOne(new OwnKeywords { OptOut = ["a" + new string(' ', 256)] }, "opt_out_keywords[0]", FieldProblemReason.TooLong, 256);

    [Fact]
    public void Keyword_WithAControlCharacter_IsRefused() =>
        AssertOne(new OwnKeywords { OptIn = ["a\0b"] }, "opt_in_keywords[0]", FieldProblemReason.ControlCharacter);

    // A keyword that is not one line is not read any further.
    [Fact]
    public void Keyword_WithAControlCharacterAndNoLetter_IsRefusedForOneReason() =>
        AssertOne(new OwnKeywords { OptIn = ["\0"] }, "opt_in_keywords[0]", FieldProblemReason.ControlCharacter);

    [Fact]
    public void Keywords_OverAHundred_AreNotReadOneByOne() => AssertOne(
        new OwnKeywords { Help = [.. Enumerable.Repeat("word", 101)] }, "help_keywords", FieldProblemReason.TooMany, 100);

    [Fact]
    public void Keywords_OfOneKind_AreAtMostAHundred()
    {
        AssertOne(
            new OwnKeywords { Help = [.. Enumerable.Range(0, 101).Select(number => $"word {number}")] },
            "help_keywords",
            FieldProblemReason.TooMany,
            100);
        Assert.Empty(Check(new OwnKeywords { Help = [.. Enumerable.Range(0, 100).Select(number => $"word {number}")] }));
    }

    // What is accepted works: a text that is the keyword is of its kind.
    [Fact]
    public void Keywords_ThatAreAccepted_AreReadAsTheirKind() =>
        Gen.Select(Words.Array[0, 4], Words.Array[0, 4], Words.Array[0, 4]).Sample(
            (optOut, optIn, help) =>
            {
                var keywords = new OwnKeywords { OptOut = [.. optOut], OptIn = [.. optIn], Help = [.. help] };
                var settings = new CompiledKeywords(optOut, optIn, help, KeywordMatching.Exact);
                return Check(keywords).Count > 0
                    || (optOut.All(word => TextClassifier.Classify(word, settings).Kind == InboundKind.OptOut)
                        && optIn.All(word => TextClassifier.Classify(word, settings).Kind == InboundKind.OptIn)
                        && help.All(word => TextClassifier.Classify(word, settings).Kind == InboundKind.Help));
            },
            iter: 20_000);

    private static readonly Gen<string> Words = Gen.OneOf(
        "stop", "Start", "help!", "yes", "YES.", "y-e-s", "no more", "nomore", "no  more", "unstop", "un stop", "Non-Arrêt",
        "café", "CAFE", "go", "g o", "スパム", "opt out", "in fo", "info");

    private static IReadOnlyList<FieldProblem> Check(OwnKeywords keywords) => AccountChecks.Of(
        new Account { Id = AccountId.Parse("acme"), DisplayName = "Acme", Keywords = keywords });

    private static void AssertOne(OwnKeywords keywords, string field, FieldProblemReason reason, int? limit = null)
    {
        var problem = Assert.Single(Check(keywords));
        Assert.Equal((field, reason, limit), (problem.Field, problem.Reason, problem.Limit));
    }
}
