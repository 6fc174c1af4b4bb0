using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Ledger;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Grpc.Tests.Records;

/// <summary>Opt-outs that did not come by text, and who may lift one.</summary>
[Collection(OneHost.Name)]
public sealed class OptOutTests(SharedHost host)
{
    [Fact]
    public async Task RecordOptOut_ByNumber_Blocks()
    {
        var pair = host.NewPair();

        var answer = await host.Client.RecordOptOutAsync(pair.OptOut());

        Assert.Equal((true, false, ConsentSource.PhoneCall), (answer.Applied, answer.Duplicate, answer.Record.Source));
        var blocked = await pair.CheckAsync();
        Assert.Equal((Decision.Blocked, Pair.Notice), (blocked.Decision, blocked.Notice));
        Assert.Equal(ConsentSource.PhoneCall, blocked.OptOut.Source);
    }

    [Fact]
    public async Task RecordOptOut_WithEvidence_IsInTheEntry()
    {
        var answer = await host.Client.RecordOptOutAsync(host.NewPair().OptOut());

        var entry = await host.Ledger.EntryAsync(answer.LedgerPosition);

        Assert.Equal<object?>(["operator-7", "call 12", ""], [entry["actor"], entry["evidence"], entry["body"]]);
    }

    [Theory]
    [InlineData(ConsentSource.Provider)]
    [InlineData(ConsentSource.Carrier)]
    [InlineData(ConsentSource.Button)]
    public async Task RecordOptOut_ReportedForTheCustomer_BlocksAndIsShownEverywhere(ConsentSource source)
    {
        var pair = host.NewPair();
        var optOut = pair.OptOut();
        optOut.Source = source;

        var answer = await host.Client.RecordOptOutAsync(optOut);

        Assert.Equal((true, source), (answer.Applied, answer.Record.Source));
        Assert.Equal((Decision.Blocked, source), ((await pair.CheckAsync()).Decision, (await pair.CheckAsync()).OptOut.Source));
        Assert.Equal(source, Assert.Single((await pair.StatusAsync()).Records).Source);
        var history = await host.Host.HistoryPageAsync(new GetHistoryRequest { CustomerNumber = pair.Customer });
        var entry = Assert.Single(history.Entries);
        Assert.Equal((source, source), (entry.Source, entry.Record.Source));
    }

    [Fact]
    public async Task RecordOptOut_NoSource_IsAnOperators()
    {
        var optOut = host.NewPair().OptOut();
        optOut.Source = ConsentSource.Unspecified;

        Assert.Equal(ConsentSource.Operator, (await host.Client.RecordOptOutAsync(optOut)).Record.Source);
    }

    [Fact]
    public async Task RecordOptOut_CarriesItsTime()
    {
        var optOut = host.NewPair().OptOut();
        optOut.OccurredAt = new DateTimeOffset(2025, 6, 7, 8, 9, 10, 123, TimeSpan.Zero).ToTimestamp();

        Assert.Equal(optOut.OccurredAt, (await host.Client.RecordOptOutAsync(optOut)).Record.ChangedAt);
    }

    [Fact]
    public async Task RecordOptOut_OlderThanAStart_IsEnteredAndNotApplied()
    {
        var pair = host.NewPair();
        await pair.TextAsync("START");
        var optOut = pair.OptOut();
        optOut.OccurredAt = new DateTimeOffset(2025, 6, 7, 8, 9, 10, TimeSpan.Zero).ToTimestamp();

        var answer = await host.Client.RecordOptOutAsync(optOut);

        Assert.Equal((false, ConsentState.Subscribed, 2), (answer.Applied, answer.Record.State, answer.Record.Revision));
        Assert.Equal(Decision.Allowed, (await pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task RecordOptOut_Lifted_ByTheCustomersStart()
    {
        var pair = host.NewPair();
        await host.Client.RecordOptOutAsync(pair.OptOut());

        await pair.TextAsync("START");

        Assert.Equal(DecisionReason.Resubscribed, (await pair.CheckAsync()).Reason);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reactivate_Number_IsTheCustomersToDo(bool optedOut)
    {
        var pair = host.NewPair();
        if (optedOut)
        {
            await pair.TextAsync("STOP");
        }

        var before = await host.Ledger.SizeAsync();
        var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(pair.Reactivation(TimeProvider.System.GetUtcNow())));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.ResubscribeRequiresCustomer), (refusal.Status, refusal.Reason));
        Assert.Equal(ErrorReason.Domain, refusal.Info!.Domain);
        Assert.Contains("START", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(pair.Customer, refusal.Text, StringComparison.Ordinal);
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task RecordOptOut_Account_IsNotFound()
    {
        var optOut = host.NewPair().OptOut();
        optOut.AccountId = "acme";

        AssertNotFound(await Refusal.OfAsync(host.Client.RecordOptOutAsync(optOut)));
    }

    [Fact]
    public async Task Reactivate_Account_IsNotFound()
    {
        var reactivation = host.NewPair().Reactivation(TimeProvider.System.GetUtcNow());
        reactivation.AccountId = "acme";

        AssertNotFound(await Refusal.OfAsync(host.Client.ReactivateAsync(reactivation)));
    }

    [Fact]
    public async Task GetStatus_Account_IsNotFound() => AssertNotFound(await Refusal.OfAsync(
        host.Client.GetStatusAsync(new GetStatusRequest { AccountId = "acme", CustomerNumber = host.NewPair().Customer })));

    private static void AssertNotFound(Refusal refusal)
    {
        Assert.Equal((StatusCode.NotFound, ErrorReason.AccountNotFound), (refusal.Status, refusal.Reason));
        Assert.Equal("account_id", refusal.Info!.Metadata["field"]);
    }
}
