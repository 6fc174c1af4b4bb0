using Consent.Core.Registry;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using InboundKind = Consent.V1.InboundKind;
using KeywordMatching = Consent.Core.Texts.KeywordMatching;
using ReplyTemplates = Consent.Core.Registry.ReplyTemplates;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>An account's own keywords, matching and replies.</summary>
[Collection(OneHost.Name)]
public sealed class AccountTextTests(SharedHost host)
{
    private static readonly OwnKeywords Own = new() { OptOut = ["enough now"], OptIn = ["yes please"], Help = ["who is this"] };

    [Theory]
    [InlineData("Enough now!", InboundKind.OptOut, "enough now")]
    [InlineData("yes please", InboundKind.OptIn, "yes please")]
    [InlineData("Who is this?", InboundKind.Help, "who is this")]
    [InlineData("STOP", InboundKind.OptOut, "stop")]
    public async Task Keywords_OfTheAccount_AreReadBesideTheDefaults(string body, InboundKind kind, string matched)
    {
        var business = await RegisterAsync(account => account with { Keywords = Own });

        var recorded = await business.To(business.Engage).TextAsync(body);
        var classified = await ClassifyAsync(business, body);

        Assert.Equal((kind, matched), (recorded.Kind, recorded.Matched));
        Assert.Equal((kind, matched), (classified.Kind, classified.Matched));
    }

    [Fact]
    public async Task Keywords_OfAnotherAccount_AreNotRead()
    {
        await RegisterAsync(account => account with { Keywords = Own });
        var other = await RegisterAsync();

        Assert.Equal(InboundKind.None, (await other.To(other.Standard).TextAsync("yes please")).Kind);
        Assert.Equal(InboundKind.None, (await host.NewPair().TextAsync("yes please")).Kind);
        Assert.Equal(InboundKind.None, (await ClassifyAsync(other, "yes please")).Kind);
    }

    [Fact]
    public async Task Keywords_Changed_AreReadFromThenOn()
    {
        var business = await RegisterAsync();
        Assert.Equal(InboundKind.None, (await business.To(business.Standard).TextAsync("yes please")).Kind);

        await business.PutAccountAsync(ResubscribePolicy.CustomerStart, account => account with { Keywords = Own });

        Assert.Equal(InboundKind.OptIn, (await business.To(business.Standard).TextAsync("yes please")).Kind);
    }

    [Theory]
    [InlineData(KeywordMatching.Reasonable, InboundKind.OptOut)]
    [InlineData(KeywordMatching.Exact, InboundKind.None)]
    public async Task Matching_OfAPlainSentence_IsTheAccounts(KeywordMatching matching, InboundKind kind)
    {
        var business = await RegisterAsync(account => account with { KeywordMatching = matching });

        Assert.Equal(kind, (await business.To(business.Standard).TextAsync("please stop texting me")).Kind);
        Assert.Equal(kind, (await ClassifyAsync(business, "please stop texting me")).Kind);
    }

    [Fact]
    public async Task Replies_Default_NameTheBusinessAndWhatIsCovered()
    {
        var business = await RegisterAsync();

        var standard = await business.To(business.Standard).TextAsync("STOP");
        var engage = await business.To(business.Engage).TextAsync("STOP");

        Assert.Equal(
            "Acme Plumbing: you are unsubscribed and will receive no more messages from us. Reply START to resubscribe.",
            standard.Reply.Body);
        Assert.Equal(
            "Acme Plumbing: you are unsubscribed and will receive no more messages from this number. Reply START to resubscribe.",
            engage.Reply.Body);
    }

    [Theory]
    [InlineData("STOP", "Acme Plumbing stops for us")]
    [InlineData("START", "Welcome back to Acme Plumbing")]
    [InlineData("HELP", "Call Acme Plumbing")]
    public async Task Replies_OfTheAccount_AreFilledIn(string body, string expected)
    {
        var business = await RegisterAsync(account => account with
        {
            Replies = new ReplyTemplates
            {
                OptOutConfirmation = "{business} stops for {scope}",
                OptInConfirmation = "Welcome back to {business}",
                Help = "Call {business}",
            },
        });

        Assert.Equal(expected, (await business.To(business.Standard).TextAsync(body)).Reply.Body);
    }

    [Theory]
    [InlineData("ARRET", "Au revoir de notre part")]
    [InlineData("arrêtez de m'écrire", "Au revoir de notre part")]
    [InlineData("nonarret", "Acme Plumbing : vous êtes de nouveau abonné. Répondez AIDE pour obtenir de l'aide, STOP pour vous désabonner.")]
    [InlineData("AIDE", "Écrivez à help@acme.example")]
    [InlineData("STOP", "Bye from us")]
    [InlineData("BAJA", "Acme Plumbing: se ha dado de baja y no recibirá más mensajes de nosotros. Responda START para suscribirse de nuevo.")]
    [InlineData("HELP", "Acme Plumbing: reply STOP to unsubscribe, START to resubscribe. For help: help@acme.example.")]
    public async Task Replies_InTheLanguageOfTheText_AreTheAccountsThenTheBuiltIn(string body, string expected)
    {
        var business = await RegisterAsync(account => account with
        {
            SupportContact = "help@acme.example",
            Replies = new ReplyTemplates { OptOutConfirmation = "Bye from {scope}" },
            RepliesByLanguage = new RepliesByLanguage
            {
                All =
                [
                    new LanguageReplies(
                        "fr-CA", new ReplyTemplates { OptOutConfirmation = "Au revoir de {scope}", Help = "Écrivez à {contact}" }),
                ],
            },
        });

        Assert.Equal(expected, (await business.To(business.Standard).TextAsync(body)).Reply.Body);
    }

    [Theory]
    [InlineData("ARRET", "FieldPulse : vous êtes désabonné et ne recevrez plus de messages de ce numéro. Répondez START pour vous réabonner.")]
    [InlineData("AYUDA", "FieldPulse: responda STOP para darse de baja, START para suscribirse de nuevo.")]
    public async Task Replies_OfANumberThatIsNotRegistered_AreInTheLanguageOfTheText(string body, string expected) =>
        Assert.Equal(expected, (await host.NewPair().TextAsync(body)).Reply.Body);

    [Fact]
    public async Task Replies_Repeated_AreThoseOfTheFirstAnswer()
    {
        var business = await RegisterAsync();
        var stop = business.To(business.Engage).Text("ARRET");
        var first = await host.Client.RecordInboundAsync(stop);
        await business.PutAccountAsync(ResubscribePolicy.CustomerStart, account => account with
        {
            RepliesByLanguage = new RepliesByLanguage
            {
                All = [new LanguageReplies("fr", new ReplyTemplates { OptOutConfirmation = "Au revoir" })],
            },
        });

        Assert.Equal(new RecordInboundResponse(first) { Duplicate = true }, await host.Client.RecordInboundAsync(stop));
    }

    [Fact]
    public async Task Sender_OfAnAccountThatIsNotRegistered_IsRoutedAndReadByTheDefaults()
    {
        var orphan = new Business(host.Host, "never-put", 99_000);
        await orphan.PutSenderAsync(orphan.Standard, Core.Registry.SenderKind.Standard);

        var stop = await orphan.To(orphan.Standard).TextAsync("STOP");

        Assert.Equal("never-put", stop.Record.AccountId);
        Assert.Equal(
            "FieldPulse: you are unsubscribed and will receive no more messages from us. Reply START to resubscribe.", stop.Reply.Body);
        Assert.Equal(Pair.Notice, (await orphan.To(orphan.Standard).CheckAsync()).Notice);
        Assert.Equal([stop.Record], (await orphan.To(orphan.Standard).StatusAsync()).Records);
    }

    private async Task<ClassifyTextResponse> ClassifyAsync(Business business, string body) =>
        await host.Client.ClassifyTextAsync(new ClassifyTextRequest { AccountId = business.Id, Body = body });

    private Task<Business> RegisterAsync(Func<Core.Registry.Account, Core.Registry.Account>? change = null) =>
        Business.RegisterAsync(host.Host, change: change);
}
