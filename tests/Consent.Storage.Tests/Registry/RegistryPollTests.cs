using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Core.Texts;
using Consent.Storage.Replicas;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Registry;

/// <summary>What a roster learns of accounts and senders: by loading, and by following.</summary>
public abstract class RegistryPollTests : DatabaseSuite
{
    private static readonly Account Full = RegistryStory.Account("Acme \"Söhne\" 🔧 \\") with
    {
        ProductName = "Pipes",
        ResubscribePolicy = ResubscribePolicy.ManualReactivation,
        KeywordMatching = KeywordMatching.Exact,
        Keywords = new OwnKeywords { OptOut = ["go away", "スパム"], OptIn = ["yes, please"], Help = ["¿qué?", "\"what\""] },
        Replies = new ReplyTemplates { OptOutConfirmation = "bye\n{business}", OptInConfirmation = "hello", Help = "call {scope}" },
        SupportContact = "+1 800 555 0100, \"Söhne\"",
        RepliesByLanguage = new RepliesByLanguage
        {
            All =
            [
                new LanguageReplies("es-MX", new ReplyTemplates { OptOutConfirmation = "adiós \\ \"{business}\"", Help = "¿?" }),
                new LanguageReplies("zh", new ReplyTemplates { OptInConfirmation = "欢迎" }),
            ],
        },
    };

    private readonly RegistryStory _story;

    protected RegistryPollTests(Func<ITestDatabase> create)
        : base(create) => _story = new RegistryStory(Writer);

    [Fact]
    public async Task Poll_OfAnAccount_BringsAllOfIt()
    {
        var account = await _story.PutAsync(Full);

        Assert.Equal([new RosterChange(Account: account)], await FollowAsync());
    }

    [Fact]
    public async Task Poll_OfAnAccountWithTheLeast_BringsItAsItWasPut()
    {
        var account = await _story.PutAsync(RegistryStory.Account());

        Assert.Equal([new RosterChange(Account: account)], await FollowAsync());
    }

    [Theory]
    [InlineData("+15550001111", SenderKind.Engage)]
    [InlineData("00123", SenderKind.Standard)]
    [InlineData("ACME 24", SenderKind.Standard)]
    public async Task Poll_OfASender_BringsAllOfIt(string number, SenderKind kind)
    {
        var sender = await _story.PutAsync(RegistryStory.Sender(number, kind, "Front desk"));

        Assert.Equal([new RosterChange(Sender: sender)], await FollowAsync());
    }

    [Fact]
    public async Task PollAndLoad_OfAReplyNumber_BringIt()
    {
        var named = await _story.PutAsync(RegistryStory.Name("+15550001111"));
        Assert.Equal([new RosterChange(Sender: named)], await FollowAsync());
        Assert.Equal([new RosterChange(Sender: named)], await LoadAsync());

        var unnamed = await _story.PutAsync(RegistryStory.Name());
        Assert.Equal([new RosterChange(Sender: named), new RosterChange(Sender: unnamed)], await FollowAsync());
        Assert.Equal([new RosterChange(Sender: unnamed)], await LoadAsync());
    }

    [Fact]
    public async Task PollAndLoad_OfASpelling_BringIt()
    {
        var sender = await _story.PutAsync(RegistryStory.Sender("+5215512345678") with { Spelling = "+5215512345678" });

        Assert.Equal([new RosterChange(Sender: sender)], await FollowAsync());
        Assert.Equal([new RosterChange(Sender: sender)], await LoadAsync());
    }

    [Fact]
    public async Task Poll_OfChangesOfAllKinds_BringsThemInTheirOrder()
    {
        var first = await _story.PutAsync(RegistryStory.Account());
        var record = new RecordStory(Database, Samples.Account());
        await record.EnterAsync(Samples.OptOut("1", 1) with { Sender = null });
        var second = await _story.PutAsync(Full);
        var sender = await _story.PutAsync(RegistryStory.Sender());

        Assert.Equal(
            [
                new RosterChange(Account: first),
                new RosterRecord(record.Key, record.Record.ToStanding()),
                new RosterChange(Account: second),
                new RosterChange(Sender: sender),
            ],
            await FollowAsync());
    }

    [Fact]
    public async Task Load_OfARegistry_BringsEachAsItIsNow()
    {
        await _story.PutAsync(RegistryStory.Account("before"));
        var account = await _story.PutAsync(Full);
        var other = await _story.PutAsync(RegistryStory.Account(id: "0-other"));
        await _story.PutAsync(RegistryStory.Sender());
        var sender = await _story.PutAsync(RegistryStory.Sender(kind: SenderKind.Standard));
        var shortCode = await _story.PutAsync(RegistryStory.Sender("55512"));

        Assert.Equal(
            [
                new RosterChange(Account: other),
                new RosterChange(Account: account),
                new RosterChange(Sender: shortCode),
                new RosterChange(Sender: sender),
            ],
            await LoadAsync());
    }

    private async Task<List<RosterChange>> FollowAsync() =>
        [.. (await Database.Roster.PollAsync("own", 0, 100, default)).Entries.Select(entry => entry.Change!.Value)];

    private async Task<List<RosterChange>> LoadAsync()
    {
        var changes = new List<RosterChange>();
        await Database.Roster.LoadAsync(changes.Add, default);
        return changes;
    }
}
