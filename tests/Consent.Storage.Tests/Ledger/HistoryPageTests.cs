using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Database;
using Consent.Storage.Ledger;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Registry;

namespace Consent.Storage.Tests.Ledger;

/// <summary>Which entries are one customer's, one sender's, one account's.</summary>
public abstract class HistoryPageTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    private static readonly PhoneNumber Customer = Samples.Number().Customer;
    private static readonly SenderNumber Other = SenderNumber.Parse("+15550001112");
    private static readonly HistoryQuery All = new() { Customer = Customer };

    private LedgerHistory History => new(new LedgerArchive(new ConsentDatabase(StorageProvider.Sqlite, Database.Source)));

    [Fact]
    public async Task Page_OfACustomer_HasThatCustomersWhole()
    {
        await FillAsync();

        var entries = await PageAsync(All);

        Assert.Equal([4, 6, 7, 8, 9], Positions(entries));
        var stop = entries[0];
        Assert.Equal(
            ("number:+15550001111/+15552220000", "STOP", "m-4", "gateway-1", (int)LedgerEntryKind.OptedOut, 1),
            (stop.RecordKey, stop.Body, stop.MessageId, stop.Gateway, stop.Kind, stop.RecordRevision));
        Assert.Equal(
            ((Samples.Start + TimeSpan.FromSeconds(4)).Milliseconds, true, true, null),
            (stop.OccurredAt, stop.Applied, stop.Moved, stop.Registered));
    }

    [Fact]
    public async Task Page_AfterAPositionAndUpToAnother_HasWhatIsBetween()
    {
        await FillAsync();

        Assert.Equal([6, 7], Positions(await PageAsync(All, after: 4, through: 7)));
        Assert.Equal([4, 6], Positions(await PageAsync(All, count: 2)));
        Assert.Empty(await PageAsync(All, after: 9));
        Assert.Empty(await PageAsync(All, through: 3));
    }

    [Fact]
    public async Task Page_OfASender_HasTheTextsToItThatTheAccountTook()
    {
        await FillAsync();

        Assert.Equal([4, 7], Positions(await PageAsync(All with { Sender = Samples.Sender })));
        Assert.Equal([6, 9], Positions(await PageAsync(All with { Sender = Other })));
        Assert.Empty(await PageAsync(All with { Sender = SenderNumber.Parse("ACME") }));
    }

    [Fact]
    public async Task Page_OfAnAccount_HasItsRecordsAndThoseOfItsNumbers()
    {
        await FillAsync();

        Assert.Equal([4, 7, 8], Positions(await PageAsync(All with { Account = RegistryStory.AccountId })));
        Assert.Empty(await PageAsync(All with { Account = AccountId.Parse("another") }));
    }

    [Fact]
    public async Task Page_WithAccountChanges_HasThoseOfWhatTheEntriesSpeakOf()
    {
        await FillAsync();

        Assert.Equal([1, 3, 4, 6, 7, 8, 9, 10, 11], Positions(await PageAsync(All with { WithAccountChanges = true })));
        Assert.Equal(
            [1, 3, 4, 7, 10, 11], Positions(await PageAsync(All with { WithAccountChanges = true, Sender = Samples.Sender })));
        Assert.Equal([6, 9], Positions(await PageAsync(All with { WithAccountChanges = true, Sender = Other })));
        Assert.Equal([3, 4, 6], Positions(await PageAsync(All with { WithAccountChanges = true }, after: 1, count: 3)));
    }

    [Fact]
    public async Task Page_OfANumberFirstTextedAfterItsEnd_LeavesOutThatNumbersChanges()
    {
        await FillAsync();

        // Only the first customer's first STOP is before: it speaks of one number, and so of one account.
        Assert.Equal([1, 3, 4], Positions(await PageAsync(All with { WithAccountChanges = true }, through: 5)));
        Assert.Empty(await PageAsync(All with { WithAccountChanges = true }, through: 3));
    }

    [Fact]
    public async Task Page_OfNobody_IsEmpty()
    {
        await FillAsync();

        Assert.Empty(await PageAsync(new HistoryQuery { Customer = PhoneNumber.Parse("+15559990000"), WithAccountChanges = true }));
    }

    private Task<List<LedgerEntry>> PageAsync(HistoryQuery query, long after = 0, long through = 100, int count = 100) =>
        History.PageAsync(query, after, through, count, default);

    private static IEnumerable<int> Positions(IEnumerable<LedgerEntry> entries) => entries.Select(entry => (int)entry.Position);

    // An account with one number; a customer who texted that number, another number and was opted out by an operator.
    private async Task FillAsync()
    {
        var registry = new RegistryStory(Writer);
        var (number, account) = (new RecordStory(Database, Samples.Number()), new RecordStory(Database, Samples.Account()));
        var other = new RecordStory(Database, RecordKey.ForNumber(Other, Customer));
        await registry.PutAsync(RegistryStory.Account());
        await registry.PutAsync(RegistryStory.Account("Another", "another"));
        await registry.PutAsync(RegistryStory.Sender());
        Assert.Equal(4, await number.EnterAsync(Samples.OptOut("m-4", 4)));
        await new RecordStory(Database, Samples.Number(1)).EnterAsync(Samples.OptOut("m-5", 5));
        await other.EnterAsync(Samples.OptOut("m-6", 6) with { Sender = Other });
        await account.EnterAsync(Samples.OptOut("m-7", 7) with { Account = RegistryStory.AccountId });
        await account.EnterAsync(Samples.Help("m-8", 8) with { Sender = null });
        Assert.Equal(9, await other.EnterAsync(Samples.Help("m-9", 9) with { Sender = Other }));
        await registry.PutAsync(RegistryStory.Sender(kind: SenderKind.Standard));
        await registry.PutAsync(RegistryStory.Account("Acme & Sons"));
    }
}
