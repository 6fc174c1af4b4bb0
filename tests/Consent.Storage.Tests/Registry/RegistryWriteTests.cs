using System.Data.Common;
using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Storage.Records;
using Consent.Storage.Registry;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Registry;

/// <summary>A change of the registry is an entry of the ledger and a row to read.</summary>
public abstract class RegistryWriteTests : DatabaseSuite
{
    private readonly RegistryStory _story;

    protected RegistryWriteTests(Func<ITestDatabase> create)
        : base(create) => _story = new RegistryStory(Writer);

    [Fact]
    public async Task Write_OfAnAccount_AppendsItsEntry()
    {
        await _story.PutAsync(RegistryStory.Account());

        var entry = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM ledger"));

        Assert.Equal((1L, 101L, "account:acme-plumbing_1"), (entry["position"], entry["kind"], entry["record_key"]));
        Assert.Equal(("acme-plumbing_1", null, ""), (entry["record_account_id"], entry["record_sender_number"], entry["customer_number"]));
        Assert.Equal((1L, "admin-1"), (entry["record_revision"], entry["actor"]));
        Assert.Equal((Samples.Start.Milliseconds, Samples.Start.Milliseconds), (entry["arrived_at"], entry["occurred_at"]));
        Assert.Equal((0L, 0L, 0L, 1L), (entry["record_state"], entry["record_was_opted_out"], entry["moved"], entry["applied"]));
    }

    [Fact]
    public async Task Write_OfASender_AppendsItsEntry()
    {
        await _story.PutAsync(RegistryStory.Sender());

        var entry = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM ledger"));

        Assert.Equal((1L, 102L, "sender:+15550001111"), (entry["position"], entry["kind"], entry["record_key"]));
        Assert.Equal(("acme-plumbing_1", "+15550001111"), (entry["record_account_id"], entry["record_sender_number"]));
    }

    [Fact]
    public async Task Write_OfAnyStates_NumbersThemInOneOrder()
    {
        var record = new RecordStory(Database, Samples.Account());
        await _story.PutAsync(RegistryStory.Account());
        await record.EnterAsync(Samples.OptOut("1", 1));
        await _story.PutAsync(RegistryStory.Sender());
        await record.EnterAsync(Samples.OptIn("2", 2));
        await _story.PutAsync(RegistryStory.Account("Acme again"));

        Assert.Equal([1, 2, 3, 4, 5], await Database.Source.PositionsAsync());
        Assert.Equal(1, await PositionAsync(StateKey.Of(RegistryStory.AccountId), 1));
        Assert.Equal(5, await PositionAsync(StateKey.Of(RegistryStory.AccountId), 2));
        Assert.Equal(3, await PositionAsync(StateKey.Of(SenderNumber.Parse("+15550001111")), 1));
    }

    [Fact]
    public async Task Write_OfAnAccountAgain_ChangesItsRow()
    {
        await _story.PutAsync(RegistryStory.Account());
        await _story.PutAsync(RegistryStory.Account("Acme & Söhne") with
        {
            ProductName = "Pipes",
            ResubscribePolicy = Core.Records.ResubscribePolicy.ManualReactivation,
            KeywordMatching = Core.Texts.KeywordMatching.Exact,
            Keywords = new OwnKeywords { OptOut = ["go away"] },
            Replies = new ReplyTemplates { OptOutConfirmation = "bye", OptInConfirmation = "hello", Help = "call" },
        });

        var row = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM account"));

        Assert.Equal(
            "acme-plumbing_1,Acme & Söhne,Pipes,2,2,[\"go away\"],[],[],bye,hello,call,2,2", string.Join(',', row.Values));
    }

    [Fact]
    public async Task Write_OfASenderAgain_ChangesItsRow()
    {
        await _story.PutAsync(RegistryStory.Sender());
        await _story.PutAsync(RegistryStory.Sender(kind: SenderKind.Standard, name: "Front desk"));

        var row = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM sender"));

        Assert.Equal("+15550001111,acme-plumbing_1,2,Front desk,2,2", string.Join(',', row.Values));
    }

    [Fact]
    public async Task Write_WithAVersionThatIsNotTheCurrentOne_IsAConflict()
    {
        await _story.PutAsync(RegistryStory.Account());

        Assert.Null(await _story.PutAsync(RegistryStory.Account("late"), version: 7));

        Assert.Equal([1], await Database.Source.PositionsAsync());
        Assert.Equal("Acme", await Database.Source.ScalarAsync("SELECT display_name FROM account"));
    }

    [Fact]
    public async Task Write_OfASecondFirstAccount_IsAConflict()
    {
        await _story.PutAsync(RegistryStory.Account());

        Assert.Null(await new RegistryStory(Writer).PutAsync(RegistryStory.Account("second")));

        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Write_OfARevisionThatIsThere_Fails()
    {
        await _story.PutAsync(RegistryStory.Account());
        var again = AccountGrainState.From(RegistryStory.Account("again") with { Revision = 1 }, Samples.Start, "");

        await Assert.ThrowsAnyAsync<DbException>(() => Writer.WriteAsync(again, 1));

        Assert.Equal([1], await Database.Source.PositionsAsync());
        Assert.Equal("Acme", await Database.Source.ScalarAsync("SELECT display_name FROM account"));
    }

    [Fact]
    public async Task Write_OfASenderOfAnotherAccount_Fails()
    {
        await _story.PutAsync(RegistryStory.Sender());
        var moved = SenderGrainState.From(
            RegistryStory.Sender() with { Account = AccountId.Parse("other"), Revision = 2 }, Samples.Start, "");

        await Assert.ThrowsAnyAsync<DbException>(() => Writer.WriteAsync(moved, 1));

        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    private Task<long?> PositionAsync(StateKey key, long revision) => Database.Ledger.FindPositionAsync(key, revision, default);
}
