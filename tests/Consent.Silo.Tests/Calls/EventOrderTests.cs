using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Calls;

/// <summary>Texts that arrive late, twice, at once and by wrong clocks, as gateways deliver them.</summary>
public sealed class EventOrderTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string East = "east";
    private const string West = "west";

    private readonly ServerProcess _server = shared.Server;
    private readonly DateTimeOffset _noon = TimeProvider.System.GetUtcNow().AddHours(-1);

    [Fact]
    public async Task OneGateway_StopDeliveredAfterALaterStart_IsNotApplied()
    {
        const string Customer = "+15557007001";
        await RecordAsync(Customer, "START", "start", East, _noon.AddSeconds(1));
        var stop = await RecordAsync(Customer, "STOP", "stop", East, _noon);

        Assert.Equal((false, Decision.Allowed), (stop.Applied, stop.Decision));
        Assert.Equal(Decision.Allowed, await _server.CheckAsync(Customer));
    }

    [Fact]
    public async Task OneGateway_StartDeliveredAfterALaterStop_IsNotApplied()
    {
        const string Customer = "+15557007002";
        await RecordAsync(Customer, "STOP", "stop", East, _noon.AddSeconds(1));
        var start = await RecordAsync(Customer, "START", "start", East, _noon);

        Assert.Equal((false, Decision.Blocked), (start.Applied, start.Decision));
        Assert.Equal(Decision.Blocked, await _server.CheckAsync(Customer));
    }

    [Theory]
    [InlineData("+15557007003", "STOP", "START", East, East)]
    [InlineData("+15557007004", "START", "STOP", East, East)]
    [InlineData("+15557007005", "STOP", "START", East, West)]
    [InlineData("+15557007006", "START", "STOP", East, West)]
    public async Task EqualTimes_EitherOrder_TheStopStands(string customer, string first, string second, string one, string other)
    {
        await RecordAsync(customer, first, "first", one, _noon);
        var answer = await RecordAsync(customer, second, "second", other, _noon);

        Assert.Equal(Decision.Blocked, answer.Decision);
        Assert.Equal(Decision.Blocked, await _server.CheckAsync(customer));
    }

    [Theory]
    [InlineData("+15557007007", 300, true)]
    [InlineData("+15557007008", 301, false)]
    public async Task TwoGateways_StopFromBeforeAStart_AppliesUnlessSurelyEarlier(
        string customer, int secondsBefore, bool applies)
    {
        await RecordAsync(customer, "START", "start", East, _noon);
        var stop = await RecordAsync(customer, "STOP", "stop", West, _noon.AddSeconds(-secondsBefore));

        Assert.Equal((applies, applies ? Decision.Blocked : Decision.Allowed), (stop.Applied, stop.Decision));
    }

    [Theory]
    [InlineData("+15557007009", 55, true)]
    [InlineData("+15557007010", 120, false)]
    public async Task TwoGatewaysWithSentAt_StopFromBeforeAStart_AppliesUnlessSurelyEarlier(
        string customer, int secondsBefore, bool applies)
    {
        // The clocks are an hour and a day off, and drop out; the seconds between the two calls remain.
        var (eastNow, westNow) = (_noon, _noon.AddDays(-1));
        await RecordAsync(customer, "START", "start", East, eastNow.AddSeconds(-10), eastNow);
        var stop = await RecordAsync(customer, "STOP", "stop", West, westNow.AddSeconds(-10 - secondsBefore), westNow);

        Assert.Equal((applies, applies ? Decision.Blocked : Decision.Allowed), (stop.Applied, stop.Decision));
    }

    [Fact]
    public async Task TwoGateways_StartLaterThanTheOthersStop_Lifts()
    {
        const string Customer = "+15557007012";
        await RecordAsync(Customer, "STOP", "stop", East, _noon);
        var start = await RecordAsync(Customer, "START", "start", West, _noon.AddSeconds(1));

        Assert.Equal((true, Decision.Allowed, DecisionReason.Resubscribed), (start.Applied, start.Decision, start.Reason));
    }

    [Fact]
    public async Task SameId_OtherKind_IsAnotherEvent()
    {
        const string Customer = "+15557007013";
        await RecordAsync(Customer, "START", "same", East, _noon);
        var stop = await RecordAsync(Customer, "STOP", "same", East, _noon);

        Assert.Equal((false, true, Decision.Blocked), (stop.Duplicate, stop.Applied, stop.Decision));
    }

    [Fact]
    public async Task SameId_OtherTime_IsAnotherEvent()
    {
        const string Customer = "+15557007014";
        await RecordAsync(Customer, "STOP", "same", East, _noon);
        await RecordAsync(Customer, "START", "start", East, _noon.AddSeconds(1));
        var stop = await RecordAsync(Customer, "STOP", "same", East, _noon.AddSeconds(2));

        Assert.Equal((false, true, Decision.Blocked), (stop.Duplicate, stop.Applied, stop.Decision));
    }

    [Fact]
    public async Task TwoGateways_SameMessageWithItsTime_IsADuplicate()
    {
        const string Customer = "+15557007015";
        var first = await RecordAsync(Customer, "STOP", "same", East, _noon);
        var second = await RecordAsync(Customer, "STOP", "same", West, _noon);

        Assert.Equal((true, first.LedgerPosition), (second.Duplicate, second.LedgerPosition));
    }

    [Fact]
    public async Task TwoGateways_SameIdWithoutATime_AreTwoEvents()
    {
        const string Customer = "+15557007016";
        await RecordAsync(Customer, "STOP", "same", East);
        var second = await RecordAsync(Customer, "STOP", "same", West);

        Assert.Equal((false, true, Decision.Blocked), (second.Duplicate, second.Applied, second.Decision));
    }

    [Fact]
    public async Task ClockAhead_AnHour_CountsAsNotGiven()
    {
        const string Customer = "+15557007017";
        var ahead = TimeProvider.System.GetUtcNow().AddHours(1);
        var stop = await RecordAsync(Customer, "STOP", "stop", East, ahead);
        var again = await RecordAsync(Customer, "STOP", "stop", East, ahead.AddSeconds(1));
        var start = await RecordAsync(Customer, "START", "start", East);

        Assert.Equal((true, Decision.Blocked), (stop.Applied, stop.Decision));
        Assert.True(again.Duplicate);
        Assert.Equal((true, Decision.Allowed), (start.Applied, start.Decision));
        Assert.All(
            Database.Ledger(shared.DatabasePath).Where(row => row.Customer == Customer),
            row => Assert.InRange(row.OccurredAt, row.ArrivedAt, row.ArrivedAt.AddSeconds(1)));
    }

    [Fact]
    public async Task ClockAheadWithSentAt_FourMinutes_DropsOut()
    {
        const string Customer = "+15557007018";
        var ahead = TimeProvider.System.GetUtcNow().AddMinutes(4);
        await RecordAsync(Customer, "STOP", "stop", East, ahead, ahead.AddSeconds(10));
        var row = Database.Ledger(shared.DatabasePath).Single(row => row.Customer == Customer);

        Assert.Equal(row.ArrivedAt.AddSeconds(-10), row.OccurredAt);
    }

    private Task<RecordInboundResponse> RecordAsync(
        string customer,
        string body,
        string id,
        string gateway,
        DateTimeOffset? receivedAt = null,
        DateTimeOffset? sentAt = null) =>
        _server.RecordAsync(Wire.Text(customer, body, id, gateway, receivedAt, sentAt));
}
