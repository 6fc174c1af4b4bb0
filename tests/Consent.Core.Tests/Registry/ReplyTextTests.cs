using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

public sealed class ReplyTextTests
{
    private static readonly Account Acme = new() { Id = AccountId.Parse("acme"), DisplayName = "Acme" };

    [Fact]
    public void Of_TheDefaults_AreThoseOfTheDocuments() => Assert.Equal(
        new ReplyTexts(
            "Acme: you are unsubscribed and will receive no more messages from this number. Reply START to resubscribe.",
            "Acme: you are subscribed again. Reply HELP for help, STOP to unsubscribe.",
            "Acme: reply STOP to unsubscribe, START to resubscribe.",
            "Acme: you are still unsubscribed. Reply START to resubscribe."),
        ReplyText.Of(ReplyTemplates.Defaults, "Acme", ReplyText.NumberScope, ResubscribePolicy.CustomerStart));

    [Fact]
    public void Of_TheDefaultsWhereStartLiftsNothing_DoNotPromiseIt() => Assert.Equal(
        new ReplyTexts(
            "Acme: you are unsubscribed and will receive no more messages from us. Contact us to resubscribe.",
            "Acme: you are subscribed again. Reply HELP for help, STOP to unsubscribe.",
            "Acme: reply STOP to unsubscribe.",
            "Acme: you are still unsubscribed. Contact us to resubscribe."),
        ReplyText.Of(ReplyTemplates.Defaults, "Acme", ReplyText.AccountScope, ResubscribePolicy.ManualReactivation));

    [Fact]
    public void Of_AnAccountsOwn_AreFilledIn()
    {
        var own = new ReplyTemplates
        {
            OptOutConfirmation = "{scope} {business} {scope}", OptInConfirmation = "hi {business}{business}", Help = "call",
        };

        var texts = ReplyText.Of(own, "{scope} & Co", "us", ResubscribePolicy.CustomerStart);

        Assert.Equal(
            ("us {scope} & Co us", "hi {scope} & Co{scope} & Co", "call"),
            (texts.OptOutConfirmation, texts.OptInConfirmation, texts.Help));
    }

    [Theory]
    [InlineData("{name}")]
    [InlineData("{Business}")]
    [InlineData("{business")]
    [InlineData("scope}")]
    [InlineData("{}")]
    [InlineData("{{business}}")]
    [InlineData("{business} {scope} {name}")]
    public void Check_OfAnUnknownPlaceholder_NamesTheField(string text)
    {
        AssertOne(new ReplyTemplates { OptOutConfirmation = text }, "replies.opt_out_confirmation", FieldProblemReason.PlaceholderUnknown);
        AssertOne(new ReplyTemplates { OptInConfirmation = text }, "replies.opt_in_confirmation", FieldProblemReason.PlaceholderUnknown);
        AssertOne(new ReplyTemplates { Help = text }, "replies.help", FieldProblemReason.PlaceholderUnknown);
    }

    [Theory]
    [InlineData(480, "", true)]
    [InlineData(481, "", false)]
    [InlineData(470, "{business}", true)]
    [InlineData(471, "{business}", false)]
    [InlineData(469, "{scope}", true)]
    [InlineData(470, "{scope}", false)]
    public void Check_OfTheLength_CountsWhatIsWrittenAndWhatIsSent(int plain, string placeholder, bool isGood)
    {
        var problems = AccountChecks.Of(Acme with { Replies = new ReplyTemplates { Help = new string('x', plain) + placeholder } });

        Assert.Equal(isGood ? [] : [("replies.help", FieldProblemReason.TooLong, (int?)480)],
            problems.Select(problem => (problem.Field, problem.Reason, problem.Limit)));
    }

    [Fact]
    public void Check_OfAControlCharacter_NamesTheField() =>
        AssertOne(new ReplyTemplates { Help = "a\0" }, "replies.help", FieldProblemReason.ControlCharacter);

    private static void AssertOne(ReplyTemplates replies, string field, FieldProblemReason reason)
    {
        var problem = Assert.Single(AccountChecks.Of(Acme with { Replies = replies }));
        Assert.Equal((field, reason), (problem.Field, problem.Reason));
    }
}
