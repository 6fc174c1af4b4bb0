using Consent.Core.Texts;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class CompiledKeywordsTests
{
    [Theory]
    [InlineData("no more"), InlineData("NO  MORE!"), InlineData("no-more"), InlineData("nomore"), InlineData("“No. More.”")]
    [InlineData("No more\n- Jane")]
    public void Classify_OwnOptOut_MatchesAsDefaultsDo(string body) =>
        Assert.Equal(OptOut("no more"), TextClassifier.Classify(body, new([" No More. "], [], [])));

    [Theory]
    [InlineData("yes please", InboundKind.OptIn), InlineData("YES  Please!", InboundKind.OptIn)]
    [InlineData("yesplease", InboundKind.None)]
    [InlineData("yes-please", InboundKind.None), InlineData("yes please\nJane", InboundKind.None)]
    public void Classify_OwnOptIn_MatchesItsCoreOnly(string body, InboundKind expected) =>
        Assert.Equal(expected, TextClassifier.Classify(body, new([], ["Yes please"], [])).Kind);

    [Theory]
    [InlineData("Who are you?"), InlineData("WHO ARE YOU")]
    public void Classify_OwnHelp_Matches(string body) =>
        Assert.Equal(
            new Classification(InboundKind.Help, "who are you"),
            TextClassifier.Classify(body, new([], [], ["who are you"])));

    [Theory]
    [InlineData("Schluß", "SCHLUẞ"), InlineData("रुको", "रु\uFE00को"), InlineData("रुको", "रु\uFE0Fको")]
    [InlineData("रुको", "रु\U000E0100को"), InlineData("रुको", "रु\U000E01EFको")]
    [InlineData("रुको", "रु\u180Bको"), InlineData("रुको", "रु\u180Fको")]
    [InlineData("СТОП", "стоп"), InlineData("수신거부", "수신거부"), InlineData("退订", "“退订”"), InlineData("توقف", "تَوَقَّف")]
    [InlineData("ΝΑΙ", "ναι"), InlineData("ΤΈΛΟΣ", "τέλος"), InlineData("Schluß", "SCHLUSS"), InlineData("配信停止", "配 信 停 止。")]
    [InlineData("रुको", "रुको।"), InlineData("нет", "НЕТ"), InlineData("バス", "ﾊﾞｽ"), InlineData("𞤁𞤢𞤪𞤮", "𞤣𞤢𞤪𞤮")]
    public void Classify_OwnKeywordOfAnyScript_Matches(string keyword, string body) =>
        Assert.Equal(InboundKind.OptOut, TextClassifier.Classify(body, new([keyword], [], [])).Kind);

    [Fact]
    public void Classify_OwnHelpLongerThanAnyDefault_Matches() => Assert.Equal(
        InboundKind.Help, TextClassifier.Classify("Opening hours today?", new([], [], ["opening hours today"])).Kind);

    [Fact]
    public void CompiledKeywords_WithoutAList_AreRefused()
    {
        Assert.Throws<ArgumentNullException>("optOut", () => new CompiledKeywords(null!, [], []));
        Assert.Throws<ArgumentNullException>("optIn", () => new CompiledKeywords([], null!, []));
        Assert.Throws<ArgumentNullException>("help", () => new CompiledKeywords([], [], null!));
    }

    [Fact]
    public void Classify_OwnKeywords_LeaveTheDefaults()
    {
        var keywords = new CompiledKeywords(["enough"], ["yes"], ["what"]);

        Assert.Equal(InboundKind.OptOut, TextClassifier.Classify("stop", keywords).Kind);
        Assert.Equal(InboundKind.OptIn, TextClassifier.Classify("start", keywords).Kind);
        Assert.Equal(InboundKind.Help, TextClassifier.Classify("help", keywords).Kind);
    }

    [Fact]
    public void Classify_OptOutThatIsAnotherKindsDefault_IsOptOut()
    {
        var keywords = new CompiledKeywords(["start", "help"], [], []);

        Assert.Equal(InboundKind.OptOut, TextClassifier.Classify("start", keywords).Kind);
        Assert.Equal(InboundKind.OptOut, TextClassifier.Classify("help", keywords).Kind);
    }

    [Theory]
    [InlineData("stop"), InlineData("stop all"), InlineData("opt-out")]
    public void Classify_DefaultOptOutGivenAsAnotherKind_IsOptOut(string keyword) =>
        Assert.Equal(InboundKind.OptOut, TextClassifier.Classify(keyword, new([], [keyword], [keyword])).Kind);

    [Fact]
    public void Classify_HelpThatIsAlsoOptIn_IsHelp()
    {
        Assert.Equal(InboundKind.Help, TextClassifier.Classify("what", new([], ["what"], ["what"])).Kind);
        Assert.Equal(InboundKind.Help, TextClassifier.Classify("info", new([], ["info"], [])).Kind);
        Assert.Equal(InboundKind.Help, TextClassifier.Classify("start", new([], [], ["start"])).Kind);
    }

    [Theory]
    [InlineData(""), InlineData(" "), InlineData("!"), InlineData("🙅")]
    public void Classify_OwnKeywordWithoutLetters_MatchesNothing(string keyword) =>
        Assert.Equal(InboundKind.None, TextClassifier.Classify(keyword, new([keyword], [keyword], [keyword])).Kind);

    [Fact]
    public void Classify_OwnKeywordLongerThanAnyBuffer_Matches()
    {
        var keyword = string.Join(' ', Enumerable.Repeat("more", 200));

        Assert.Equal(OptOut(keyword), TextClassifier.Classify(keyword.ToUpperInvariant(), new([keyword], [], [])));
    }

    [Fact]
    public void Classify_ListChangedAfterwards_MakesNoDifference()
    {
        var own = new List<string> { "enough" };
        var keywords = new CompiledKeywords(own, [], []);

        own[0] = "other";

        Assert.Equal(InboundKind.OptOut, TextClassifier.Classify("enough", keywords).Kind);
    }
}
