using Consent.Grpc.Registry;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Watching;

/// <summary>What a watcher is sent: from where, and whose.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public async Task Watch_FromAPosition_HasEachEntryAfterItOnceAndThenEachNewOne(int after)
    {
        await StopAsync(1..6);
        using var call = Host.Watch(after);

        var (entries, heartbeat) = await call.CatchUpAsync();
        await StopAsync(7..8);
        var next = new[] { await call.NextAsync(), await call.NextAsync() };

        Assert.Equal(Enumerable.Range(after + 1, 6 - after), entries.Select(entry => (int)entry.Position));
        Assert.Equal(6, heartbeat);
        Assert.Equal([7, 8], next.Select(each => each.Entry.Position));
    }

    [Fact]
    public async Task Watch_FromNow_SaysFromWhereAndHasNewEntriesOnly()
    {
        await StopAsync(1..3);
        using var call = Host.Watch(after: -1);

        Assert.Equal(3, (await call.NextAsync()).HeartbeatPosition);
        await StopAsync(4..4);

        Assert.Equal(4, (await call.NextAsync()).Entry.Position);
    }

    [Fact]
    public async Task Watch_EmptyLedger_SaysSoAndHasTheFirstEntry()
    {
        using var call = Host.Watch(after: 0);

        Assert.Equal(WatchLedgerResponse.EventOneofCase.HeartbeatPosition, (await call.NextAsync()).EventCase);
        await StopAsync(1..1);

        Assert.Equal(1, (await call.NextAsync()).Entry.Position);
    }

    [Fact]
    public async Task Watch_Entry_IsWhole()
    {
        var pair = NewPair(1);
        var stop = await pair.TextAsync("Stop.", "message 1");
        using var call = Host.Watch(after: 0);

        var entry = (await call.NextAsync()).Entry;

        Assert.Equal(
            (LedgerEntryKind.OptedOut, "Stop.", "message 1", pair.Sender, ConsentSource.InboundSms),
            (entry.Kind, entry.Body, entry.MessageId, entry.SenderNumber, entry.Source));
        Assert.Equal(stop.Record, entry.Record);
    }

    [Fact]
    public async Task Watch_OneAccount_HasItsEntriesAloneAndHearsOfTheOthersInHeartbeats()
    {
        var before = new Pair(Host.Client, "+15558880001", "+15557770001");
        await before.TextAsync("STOP");
        var mine = await Business.RegisterAsync(Host);
        var other = await Business.RegisterAsync(Host);
        await mine.To(mine.Standard).TextAsync("STOP");
        await other.To(other.Standard).TextAsync("STOP");
        await mine.To(mine.Engage).TextAsync("STOP");
        await other.To(other.Engage).TextAsync("STOP");
        await Host.Client.RecordOptOutAsync(mine.OptOut());
        await before.TextAsync("START");
        using var call = Host.Watch(after: 0, mine.Id);

        var (entries, heartbeat) = await call.CatchUpAsync();

        Assert.Equal([mine.Id, "", mine.Id], entries.Select(entry => entry.Record.AccountId));
        Assert.Equal([mine.Standard, mine.Engage, ""], entries.Select(entry => entry.SenderNumber));
        Assert.Equal(await Host.Ledger.LengthAsync(), heartbeat);
    }

    [Fact]
    public async Task Watch_OneAccount_HasWhatItsNumberWasToldBeforeItWasRegistered()
    {
        var business = await Business.RegisterAsync(Host);
        var number = new Pair(Host.Client, "+15558880002", business.Customer);
        await number.TextAsync("STOP");
        await business.PutSenderAsync(number.Sender, Core.Registry.SenderKind.Engage);
        using var call = Host.Watch(after: 0, business.Id);

        var (entries, _) = await call.CatchUpAsync();

        Assert.Equal([("", number.Sender)], entries.Select(entry => (entry.AccountId, entry.Record.SenderNumber)));
    }

    [Fact]
    public async Task Watch_AccountChanges_AreSentWhereAskedFor()
    {
        var mine = await Business.RegisterAsync(Host);
        await Business.RegisterAsync(Host);
        await StopAsync(1..1);

        using var everything = Host.Watch(after: 0, withAccountChanges: true);
        using var without = Host.Watch(after: 0);
        using var account = Host.Watch(after: 0, mine.Id, withAccountChanges: true);

        Assert.Equal(11, (await everything.CatchUpAsync()).Entries.Count);
        Assert.Equal([LedgerEntryKind.OptedOut], (await without.CatchUpAsync()).Entries.Select(entry => entry.Kind));
        var changes = (await account.CatchUpAsync()).Entries;
        Assert.Equal(mine.Id, changes[0].Account.AccountId);
        Assert.Equal(mine.Senders, changes[1..].Select(entry => entry.Sender.SenderNumber));
        Assert.All(changes, entry => Assert.Null(entry.Record));
    }

    [Fact]
    public async Task Watch_AccountNotRegistered_IsNotFound()
    {
        using var call = Host.Watch(after: 0, "nobody");

        var refusal = await call.EndAsync();

        Assert.Equal((StatusCode.NotFound, ErrorReason.AccountNotFound), (refusal.Status, refusal.Reason));
    }

    [Theory]
    [InlineData(-2, "", ErrorReason.OutOfRange, "after_position")]
    [InlineData(long.MinValue, "", ErrorReason.OutOfRange, "after_position")]
    [InlineData(0, "No Account", ErrorReason.AccountIdInvalid, "account_id")]
    [InlineData(1, "", ErrorReason.OutOfRange, "after_position")]
    [InlineData(long.MaxValue, "", ErrorReason.OutOfRange, "after_position")]
    public async Task Watch_BadField_IsRefused(long after, string account, string reason, string field)
    {
        using var call = Host.Watch(after, account);

        var refusal = await call.EndAsync();

        Assert.Equal((StatusCode.InvalidArgument, reason), (refusal.Status, refusal.Reason));
        Assert.Equal([field], refusal.BadRequest!.FieldViolations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task Watch_BeyondTheEnd_IsToldTheEnd()
    {
        await StopAsync(1..2);
        using var call = Host.Watch(after: 3);

        Assert.Equal("2", (await call.EndAsync()).Info!.Metadata["limit"]);
    }

    [Fact]
    public async Task Watch_FromWhatAnotherServerSent_BeginsThoughThisOneHasYetToHearOfIt()
    {
        await BehindItsBack.StopAsync(Host, NewPair(1));

        // The ledger's end by now, whether or not the roster knows.
        using var call = Host.Watch(after: 1);

        Assert.Equal(1, (await call.NextAsync()).HeartbeatPosition);
    }

    [Fact]
    public async Task Watch_WrittenBehindItsBack_IsSentAfterTheNextPoll()
    {
        using var call = Host.Watch(after: -1);
        await call.NextAsync();

        await BehindItsBack.StopAsync(Host, NewPair(1));

        Assert.Equal(1, (await call.NextAsync()).Entry.Position);
    }

    private async Task StopAsync(Range positions)
    {
        for (var position = positions.Start.Value; position <= positions.End.Value; position++)
        {
            await NewPair(position).TextAsync("STOP");
        }
    }

    private Pair NewPair(int number) => new(Host.Client, "+15550001111", $"+1555222{number:0000}");
}
