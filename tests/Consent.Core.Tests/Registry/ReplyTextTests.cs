using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

public sealed class ReplyTextTests
{
    private static readonly Account Acme = new() { Id = AccountId.Parse("acme"), DisplayName = "Acme" };
    private static readonly ReplyWay ByText = new(SenderNumber.Parse("24273"), IsReply: false, TakesStop: true);
    private static readonly Account Manual = Acme with { ResubscribePolicy = ResubscribePolicy.ManualReactivation };

    [Fact]
    public void Of_TheDefaults_AreThoseOfTheDocuments() => Assert.Equal(
        new ReplyTexts(
            "Acme: you are unsubscribed and will receive no more messages from this number. Reply START to resubscribe.",
            "Acme: you are subscribed again. Reply HELP for help, STOP to unsubscribe.",
            "Acme: reply STOP to unsubscribe, START to resubscribe.",
            "Acme: you are still unsubscribed. Reply START to resubscribe.",
            "Acme: you are subscribed. Reply STOP to unsubscribe, HELP for help."),
        Replying.Of(Acme, isOfAccount: false));

    [Fact]
    public void Of_ABusinessThatIsNotRegistered_AreTheDefaults()
    {
        Assert.Equal(Replying.Of(Acme, isOfAccount: false), Replying.Of("Acme", isOfAccount: false));
        Assert.Equal(Replying.Of(Acme, isOfAccount: true), Replying.Of("Acme", isOfAccount: true));
    }

    [Fact]
    public void Of_Chinese_HasNoSpaceBetweenSentences()
    {
        var texts = Replying.Of(Acme with { SupportContact = "555 0100" }, isOfAccount: false, "zh");

        Assert.Equal(
            ("Acme：您已退订，将不再收到此号码发送的短信。回复 START 重新订阅。", "Acme：您仍处于退订状态。回复 START 重新订阅。",
                "Acme：回复 STOP 退订，回复 START 重新订阅。如需帮助请联系：555 0100。"),
            (texts.OptOutConfirmation, texts.HowToReturn, texts.Help));
    }

    [Fact]
    public void Of_ASenderThatCannotBeTexted_NameTheNumberToText() => Assert.Equal(
        new ReplyTexts(
            "Acme: you are unsubscribed and will receive no more messages from this number. To resubscribe, text START to 24273.",
            "Acme: you are subscribed again. Reply HELP for help, STOP to unsubscribe.",
            "Acme: to unsubscribe or resubscribe, text STOP or START to 24273.",
            "Acme: you are still unsubscribed. To resubscribe, text START to 24273.",
            "Acme: you are subscribed. Reply STOP to unsubscribe, HELP for help."),
        ReplyText.Of(Acme, isOfAccount: false, ByText));

    [Fact]
    public void Of_ANumberThatTakesNoStopForTheSender_PromiseNone() => Assert.Equal(
        "Acme: reply STOP to unsubscribe. To resubscribe, text START to 24273. For help: 555 0100.",
        ReplyText.Of(Acme with { SupportContact = "555 0100" }, isOfAccount: false, ByText with { TakesStop = false }).Help);

    [Fact]
    public void Of_ASenderWithoutAnyNumber_SayWhomToAsk()
    {
        Assert.Equal("Acme: you are still unsubscribed. Contact us to resubscribe.", ReplyText.Of("Acme", isOfAccount: false, default).HowToReturn);
        Assert.Equal(
            "Acme: you are still unsubscribed. To resubscribe: 555 0100.",
            ReplyText.Of(Acme with { SupportContact = "555 0100" }, isOfAccount: false, default).HowToReturn);
    }

    [Fact]
    public void Of_AnAccountsOwnWithAReplyNumber_AreUsedWhereThereIsOne()
    {
        var own = Acme with { Replies = new ReplyTemplates { OptOutConfirmation = "Bye. START to {reply_number}", Help = "Call us" } };

        Assert.Equal("Bye. START to 24273", ReplyText.Of(own, isOfAccount: false, ByText).OptOutConfirmation);
        Assert.Equal("Bye. START to +15550001111", Replying.Of(own, isOfAccount: false).OptOutConfirmation);
        var none = ReplyText.Of(own, isOfAccount: false, default);
        Assert.Equal(
            ("Acme: you are unsubscribed and will receive no more messages from this number. Contact us to resubscribe.", "Call us"),
            (none.OptOutConfirmation, none.Help));
    }

    [Theory]
    [InlineData("fr", "Acme : vous êtes désabonné et ne recevrez plus de messages de ce numéro. Répondez START pour vous réabonner.")]
    [InlineData("es-MX", "Acme: se ha dado de baja y no recibirá más mensajes de este número. Responda START para suscribirse de nuevo.")]
    [InlineData("xx", "Acme: you are unsubscribed and will receive no more messages from this number. Reply START to resubscribe.")]
    public void Of_ALanguage_IsInIt(string language, string confirmation)
    {
        Assert.Equal(confirmation, Replying.Of(Acme, isOfAccount: false, language).OptOutConfirmation);
        Assert.Equal(confirmation, Replying.Of("Acme", isOfAccount: false, language).OptOutConfirmation);
    }

    [Fact]
    public void Of_TheDefaultsWithAContact_NameIt() => Assert.Equal(
        "Acme: reply STOP to unsubscribe, START to resubscribe. For help: +1 800 555 0100.",
        Replying.Of(Acme with { SupportContact = "+1 800 555 0100" }, isOfAccount: false).Help);

    [Fact]
    public void Of_TheDefaultsWithAContactWhereStartLiftsNothing_SayWhomToAsk()
    {
        var texts = Replying.Of(Manual with { SupportContact = "help@acme.example" }, isOfAccount: true);

        Assert.Equal(
            "Acme: you are unsubscribed and will receive no more messages from us. To resubscribe: help@acme.example.",
            texts.OptOutConfirmation);
        Assert.Equal("Acme: you are still unsubscribed. To resubscribe: help@acme.example.", texts.HowToReturn);
        Assert.Equal("Acme: reply STOP to unsubscribe. For help: help@acme.example.", texts.Help);
    }

    [Fact]
    public void Of_TheDefaultsWhereStartLiftsNothing_DoNotPromiseIt() => Assert.Equal(
        new ReplyTexts(
            "Acme: you are unsubscribed and will receive no more messages from us. Contact us to resubscribe.",
            "Acme: you are subscribed again. Reply HELP for help, STOP to unsubscribe.",
            "Acme: reply STOP to unsubscribe.",
            "Acme: you are still unsubscribed. Contact us to resubscribe.",
            "Acme: you are subscribed. Reply STOP to unsubscribe, HELP for help."),
        Replying.Of(Manual, isOfAccount: true));

    [Fact]
    public void Of_AnAccountsOwn_AreFilledIn()
    {
        var own = new ReplyTemplates
        {
            OptOutConfirmation = "{scope} {business} {scope}", OptInConfirmation = "hi {business}{business}", Help = "call {contact}",
        };

        var texts = Replying.Of(
            Acme with { DisplayName = "{scope} & Co", Replies = own, SupportContact = "{business}" }, isOfAccount: true);

        Assert.Equal(
            ("us {scope} & Co us", "hi {scope} & Co{scope} & Co", "call {business}"),
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
    [InlineData("{business{scope}}")]
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

    [Theory]
    [InlineData(380, true)]
    [InlineData(381, false)]
    public void Check_OfTheLength_CountsTheContact(int plain, bool isGood)
    {
        var help = new ReplyTemplates { Help = new string('x', plain) + "{contact}" };

        var problems = AccountChecks.Of(Acme with { Replies = help, SupportContact = new string('c', 100) });

        Assert.Equal(isGood ? [] : ["replies.help"], problems.Select(problem => problem.Field));
    }

    [Theory]
    [InlineData(464, true)]
    [InlineData(465, false)]
    public void Check_OfTheLength_CountsTheReplyNumber(int plain, bool isGood)
    {
        var help = new ReplyTemplates { Help = new string('x', plain) + "{reply_number}" };

        Assert.Equal(isGood ? [] : ["replies.help"], AccountChecks.Of(Acme with { Replies = help }).Select(problem => problem.Field));
    }

    [Fact]
    public void Check_OfAReplyNumberWhereNoStartLifts_NamesTheField()
    {
        var help = new ReplyTemplates { Help = "START to {reply_number}" };

        Assert.Empty(AccountChecks.Of(Acme with { Replies = help }));
        Assert.Equal(
            new FieldProblem(
                "replies.help",
                FieldProblemReason.PlaceholderUnknown,
                "replies.help names {reply_number}, but no START lifts an opt-out under MANUAL_REACTIVATION."),
            Assert.Single(AccountChecks.Of(Manual with { Replies = help })));
    }

    [Fact]
    public void Check_OfAContactThatIsNotGiven_NamesTheField() =>
        AssertOne(new ReplyTemplates { Help = "{contact}" }, "replies.help", FieldProblemReason.PlaceholderUnknown);

    [Fact]
    public void Check_OfAControlCharacter_NamesTheField() =>
        AssertOne(new ReplyTemplates { Help = "a\0" }, "replies.help", FieldProblemReason.ControlCharacter);

    private static void AssertOne(ReplyTemplates replies, string field, FieldProblemReason reason)
    {
        var problem = Assert.Single(AccountChecks.Of(Acme with { Replies = replies }));
        Assert.Equal((field, reason), (problem.Field, problem.Reason));
    }
}
