using Consent.Core.Numbers;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>Which of an account's replies answers a text, in which language.</summary>
public sealed class RepliesByLanguageTests
{
    private static readonly Account Acme = new()
    {
        Id = AccountId.Parse("acme"),
        DisplayName = "Acme",
        SupportContact = "555-0100",
        Replies = new ReplyTemplates { OptOutConfirmation = "Bye from {scope}.", Help = "Call {contact}." },
    };

    [Fact]
    public void Of_ATextInALanguageThatTheAccountHas_IsItsOwnWithWordsOfThatLanguage()
    {
        var account = With(("es", new ReplyTemplates { OptOutConfirmation = "Adiós de {scope}. {contact}" }));

        Assert.Equal("Adiós de este número. 555-0100", Replying.Of(account, isOfAccount: false, "es").OptOutConfirmation);
        Assert.Equal("Adiós de nosotros. 555-0100", Replying.Of(account, isOfAccount: true, "es").OptOutConfirmation);
    }

    [Fact]
    public void Of_ATextInALanguageThatTheAccountDoesNotHave_IsTheBuiltInOfThatLanguage()
    {
        var account = With(("es", new ReplyTemplates { OptOutConfirmation = "Adiós." }));

        var french = Replying.Of(account, isOfAccount: false, "fr");
        var spanish = Replying.Of(account, isOfAccount: false, "es");

        Assert.Equal(
            "Acme : vous êtes désabonné et ne recevrez plus de messages de ce numéro. Répondez START pour vous réabonner.",
            french.OptOutConfirmation);
        Assert.Equal(
            "Acme: responda STOP para darse de baja, START para suscribirse de nuevo. Para recibir ayuda: 555-0100.", spanish.Help);
    }

    [Fact]
    public void Of_ATextThatNamesNoLanguage_IsTheAccountsReplyThenItsEnglishOneThenTheBuiltIn()
    {
        var account = With(("en", new ReplyTemplates { OptOutConfirmation = "Unused.", OptInConfirmation = "Welcome back to {scope}." }));

        var texts = Replying.Of(account, isOfAccount: true);

        Assert.Equal(
            ("Bye from us.", "Welcome back to us.", "Call 555-0100.", "Acme: you are still unsubscribed. Reply START to resubscribe."),
            (texts.OptOutConfirmation, texts.OptInConfirmation, texts.Help, texts.HowToReturn));
    }

    [Theory]
    [InlineData("es", "es")]
    [InlineData("es-MX", "es-MX")]
    [InlineData("es-AR", "es")]
    [InlineData("ES-mx-x-a", "es-MX")]
    [InlineData("pt", "pt-BR")]
    [InlineData("p", "")]
    [InlineData("fr", "")]
    [InlineData("", "")]
    public void Find_ALanguage_IsTheNearest(string language, string found) => Assert.Equal(
        found, With(Named("es"), Named("es-MX"), Named("pt-BR"), Named("pt-PT")).RepliesByLanguage.Find(language).Help);

    [Fact]
    public void Put_OfTheSameLanguagesWrittenOtherwise_ChangesNothing()
    {
        var stored = RegistryRules.Put(null, With(Named("es-MX"), Named("fr")), null).Current;

        var again = RegistryRules.Put(stored, With(Named("FR") with { Item2 = Help("fr") }, Named("es-mx") with { Item2 = Help("es-MX") }), 0);

        Assert.Equal((PutStatus.Unchanged, stored), (again.Status, again.Current));
        Assert.Equal(["es-MX", "fr"], stored!.RepliesByLanguage.All.Select(replies => replies.Tag));
    }

    [Fact]
    public void Put_OfAnotherReplyInALanguage_IsAChange()
    {
        var stored = RegistryRules.Put(null, With(Named("es")), null).Current;

        Assert.Equal(PutStatus.Changed, RegistryRules.Put(stored, With(("es", Help("otra"))), null).Status);
        Assert.Equal(PutStatus.Changed, RegistryRules.Put(stored, With(), null).Status);
    }

    [Fact]
    public void Check_OfALanguagesReplies_NamesTheFields()
    {
        var account = With(
            ("es", new ReplyTemplates { OptOutConfirmation = " ", OptInConfirmation = "{name}", Help = new string('x', 481) }),
            ("es_MX", Help("x")),
            ("FR", Help("x")),
            ("fr", Help("x")),
            ("555-0100555", Help("x")),
            ($"en-{string.Join('-', Enumerable.Repeat("variant", 5))}", Help("x"))) with { SupportContact = "" };

        Assert.Equal(
            [
                "replies.help names {contact}, but support_contact is empty.",
                "replies_by_language[es].opt_out_confirmation is blank: leave it empty instead.",
                "replies_by_language[es].opt_in_confirmation knows {business}, {scope}, {contact} and {reply_number} only; no other braces.",
                "replies_by_language[es].help has at most 480 characters.",
                "replies_by_language[es_MX] is no language tag, such as es or es-MX.",
                "replies_by_language[fr] is listed before.",
                "replies_by_language[(not a tag)] is no language tag, such as es or es-MX.",
                "replies_by_language[en-variant-variant-variant-variant-variant] has at most 35 characters.",
            ],
            AccountChecks.Of(account).Select(problem => problem.Description));
    }

    [Theory]
    [InlineData(20, true)]
    [InlineData(21, false)]
    public void Check_OfManyLanguages_TakesTwenty(int count, bool isGood) => Assert.Equal(
        isGood ? [] : [("replies_by_language", FieldProblemReason.TooMany, (int?)20)],
        AccountChecks.Of(With([.. Enumerable.Range(0, count).Select(index => ($"en-x-{index}", Help("x")))]))
            .Select(problem => (problem.Field, problem.Reason, problem.Limit)));

    // "numerong ito" is one character longer than "this number".
    [Theory]
    [InlineData("tl", 468, true)]
    [InlineData("tl", 469, false)]
    [InlineData("xx", 469, true)]
    public void Check_OfTheLength_CountsTheWordsOfThatLanguage(string language, int plain, bool isGood) => Assert.Equal(
        isGood, AccountChecks.Of(With((language, Help($"{new string('x', plain)}{{scope}}")))).Count == 0);

    private static Account With(params (string Tag, ReplyTemplates Templates)[] languages) => Acme with
    {
        RepliesByLanguage = new RepliesByLanguage
        {
            All = [.. languages.Select(language => new LanguageReplies(language.Tag, language.Templates))],
        },
    };

    private static (string, ReplyTemplates) Named(string tag) => (tag, Help(tag));

    private static ReplyTemplates Help(string help) => new() { Help = help };
}
