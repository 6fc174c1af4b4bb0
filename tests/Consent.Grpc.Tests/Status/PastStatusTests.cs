using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Ledger;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Status;

/// <summary>The status as it was: at a position, or at a time.</summary>
[Collection(OneHost.Name)]
public sealed class PastStatusTests(SharedHost host)
{
    private readonly Minutes _minutes = new();

    [Fact]
    public async Task GetStatus_AtEachPosition_IsAsItWasThen()
    {
        var pair = host.NewPair();
        var before = (await pair.StatusAsync()).LedgerPosition;
        var stop = await pair.TextAsync("STOP", _minutes.Next());
        var help = await pair.TextAsync("HELP", _minutes.Next());
        var start = await pair.TextAsync("START", _minutes.Next());

        Assert.Equal(DecisionReason.NoOptOut, (await AtAsync(pair, before)).Reason);
        Assert.Empty((await AtAsync(pair, before)).Records);
        var stopped = await AtAsync(pair, stop.LedgerPosition);
        Assert.Equal(
            (Decision.Blocked, DecisionReason.OptedOutOfNumber, SmsIndicator.OptedOut, OptOutVisibility.Conversation, Pair.Notice),
            (stopped.Decision, stopped.Reason, stopped.Indicator, stopped.Visibility, stopped.Notice));
        Assert.Equal([stop.Record], stopped.Records);
        Assert.Equal(stop.LedgerPosition, stopped.LedgerPosition);
        Assert.Equal([help.Record], (await AtAsync(pair, help.LedgerPosition)).Records);
        Assert.Equal(DecisionReason.Resubscribed, (await AtAsync(pair, start.LedgerPosition)).Reason);
    }

    [Fact]
    public async Task GetStatus_AtATime_CountsWhatWasRecordedByThen()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP", _minutes.Next());
        await host.Host.PolledAsync();
        await pair.TextAsync("START", _minutes.Next());
        await pair.TextAsync("STOP", _minutes.Next());
        var entries = await host.Host.HistoryAsync(new GetHistoryRequest { CustomerNumber = pair.Customer });

        var first = entries[0].RecordedAt.ToDateTimeOffset();
        Assert.Equal(DecisionReason.NoOptOut, (await AtAsync(pair, first.AddMilliseconds(-1))).Reason);
        foreach (var entry in entries)
        {
            // Equal times count, and so does what is finer than a millisecond.
            var last = entries.Last(other => other.RecordedAt.Equals(entry.RecordedAt));
            var time = entry.RecordedAt.ToDateTimeOffset();
            Assert.Equal([last.Record], (await AtAsync(pair, time)).Records);
            Assert.Equal([last.Record], (await AtAsync(pair, time.AddTicks(9_999))).Records);
            Assert.True((await AtAsync(pair, time)).LedgerPosition >= last.Position);
        }

        var now = await AtAsync(pair, TimeProvider.System.GetUtcNow().AddMinutes(1));
        Assert.Equal(await pair.StatusAsync(), now);
    }

    [Fact]
    public async Task GetStatus_BeforeTheLedger_IsOfNoPosition()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");

        var status = await AtAsync(pair, new DateTimeOffset(2000, 1, 1, 0, 0, 0, default));

        Assert.Equal((DecisionReason.NoOptOut, 0, 0), (status.Reason, status.LedgerPosition, status.Records.Count));
    }

    [Fact]
    public async Task GetStatus_OfAnEventThatArrivedLate_CountsItFromItsRecording()
    {
        var pair = host.NewPair();
        var (early, between) = (_minutes.Next(), _minutes.Next());
        await pair.TextAsync("STOP", early);
        var entry = Assert.Single(await host.Host.HistoryAsync(new GetHistoryRequest { CustomerNumber = pair.Customer }));

        Assert.Equal(early, entry.OccurredAt.ToDateTimeOffset());
        Assert.Equal(DecisionReason.NoOptOut, (await AtAsync(pair, between)).Reason);
        Assert.Equal(DecisionReason.OptedOutOfNumber, (await AtAsync(pair, entry.RecordedAt.ToDateTimeOffset())).Reason);
    }

    [Fact]
    public async Task GetStatus_BeforeAKindChanged_SaysHowTheCustomerCouldComeBackThen()
    {
        var business = await Business.RegisterAsync(host.Host);
        await business.PutSenderAsync(business.Standard, SenderKind.Engage);
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        var pair = business.To(business.Engage);
        var before = await pair.StatusAsync();
        await business.PutSenderAsync(business.OtherStandard, SenderKind.Engage);
        var after = await pair.StatusAsync();

        Assert.NotEqual(before.ResubscribeHint, after.ResubscribeHint);
        Assert.Equal(before, await AtAsync(pair, before.LedgerPosition));
        Assert.Equal(after, await AtAsync(pair, after.LedgerPosition));
    }

    [Fact]
    public async Task GetStatus_BeforeASenderWasRegistered_IsOfItsNumberAlone()
    {
        var business = await Business.RegisterAsync(host.Host);
        var optOut = await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        var pair = business.To($"Shop {business.Number}");
        await business.PutSenderAsync(pair.Sender, SenderKind.Engage);

        Assert.Equal(DecisionReason.OptedOutOfAccount, (await pair.StatusAsync()).Reason);
        Assert.Equal(DecisionReason.NoOptOut, (await AtAsync(pair, optOut.LedgerPosition)).Reason);
    }

    [Fact]
    public async Task GetStatus_OfAnAccount_IsAsItWasOrNotFound()
    {
        var before = (await host.NewPair().StatusAsync()).LedgerPosition;
        var business = await Business.RegisterAsync(host.Host);
        var registered = await business.StatusAsync();
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        var stopped = await business.StatusAsync();
        await business.To(business.Standard).TextAsync("START", _minutes.Next());

        Assert.Equal(registered, await AccountAtAsync(business, registered.LedgerPosition));
        Assert.Equal(stopped, await AccountAtAsync(business, stopped.LedgerPosition));
        Assert.Equal(DecisionReason.OptedOutOfAccount, stopped.Reason);
        var refusal = await Refusal.OfAsync(AccountAtAsync(business, before));
        Assert.Equal((StatusCode.NotFound, ErrorReason.AccountNotFound), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task GetStatus_BeyondTheLedgersEnd_IsRefused()
    {
        var pair = host.NewPair();
        var end = await host.Ledger.LengthAsync();

        Assert.Equal(end, (await AtAsync(pair, end)).LedgerPosition);
        foreach (var position in new[] { end + 1, long.MaxValue })
        {
            var refusal = await Refusal.OfAsync(AtAsync(pair, position));

            Assert.Equal((StatusCode.InvalidArgument, ErrorReason.OutOfRange), (refusal.Status, refusal.Reason));
            Assert.Equal(("as_of_position", $"{end}"), (refusal.Info!.Metadata["field"], refusal.Info.Metadata["limit"]));
        }
    }

    [Fact]
    public async Task GetStatus_ATimeAndAPosition_IsRefused()
    {
        var pair = host.NewPair();

        var refusal = await Refusal.OfAsync(host.Client.GetStatusAsync(new GetStatusRequest
        {
            SenderNumber = pair.Sender,
            CustomerNumber = pair.Customer,
            AsOf = _minutes.Next().ToTimestamp(),
            AsOfPosition = 1,
        }));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.TimeAmbiguous), (refusal.Status, refusal.Reason));
        Assert.Equal("as_of_position", Assert.Single(refusal.BadRequest!.FieldViolations).Field);
    }

    [Fact]
    public async Task GetStatus_AsOfAsJson_IsTheSame()
    {
        var business = await Business.RegisterAsync(host.Host);
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        var status = await business.StatusAsync();
        await business.To(business.Standard).TextAsync("START", _minutes.Next());

        var json = await host.Host.Web.GetStringAsync(new Uri(
            $"/v1/accounts/{business.Id}/customers/%2B{business.Customer[1..]}/status?asOfPosition={status.LedgerPosition}",
            UriKind.Relative));
        var early = await host.Host.Web.GetStringAsync(new Uri(
            $"/v1/senders/%2B{business.Standard[1..]}/customers/%2B{business.Customer[1..]}/status?asOf=2001-02-03T04:05:06Z",
            UriKind.Relative));

        Assert.Equal(status, GetStatusResponse.Parser.ParseJson(json));
        Assert.Equal(DecisionReason.NoOptOut, GetStatusResponse.Parser.ParseJson(early).Reason);
    }

    private async Task<GetStatusResponse> AtAsync(Pair pair, long position) => await host.Client.GetStatusAsync(
        new GetStatusRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer, AsOfPosition = position });

    private async Task<GetStatusResponse> AtAsync(Pair pair, DateTimeOffset time) => await host.Client.GetStatusAsync(
        new GetStatusRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer, AsOf = time.ToTimestamp() });

    private async Task<GetStatusResponse> AccountAtAsync(Business business, long position) => await host.Client.GetStatusAsync(
        new GetStatusRequest { AccountId = business.Id, CustomerNumber = business.Customer, AsOfPosition = position });
}
