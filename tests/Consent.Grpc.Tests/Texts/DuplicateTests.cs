using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Tests.Texts;

/// <summary>The same message again changes nothing; the same id with something else is something else.</summary>
[Collection(OneHost.Name)]
public sealed class DuplicateTests(SharedHost host)
{
    private static readonly Timestamp Time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, default).ToTimestamp();

    [Fact]
    public async Task Text_Later_IsAnsweredAsFirst()
    {
        var pair = host.NewPair();
        var stop = pair.Text("STOP");
        var first = await host.Client.RecordInboundAsync(stop);
        await pair.TextAsync("START");

        var again = await host.Client.RecordInboundAsync(stop);

        Assert.Equal((true, false), (again.Duplicate, first.Duplicate));
        Assert.Equal(
            (first.Kind, first.Matched, first.Applied, first.Reply, first.LedgerPosition),
            (again.Kind, again.Matched, again.Applied, again.Reply, again.LedgerPosition));
        // The decision and the record are as they are now.
        Assert.Equal((Decision.Allowed, ConsentState.Subscribed, 2), (again.Decision, again.Record.State, again.Record.Revision));
        Assert.Equal(2, (await host.Ledger.IdsAsync(pair)).Count);
    }

    [Fact]
    public async Task Text_AtOnce_IsEnteredOnce()
    {
        var pair = host.NewPair();
        var stop = pair.Text("STOP");

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(async _ => await host.Client.RecordInboundAsync(stop)));

        Assert.Single(answers, answer => !answer.Duplicate);
        Assert.Single(answers.Select(answer => answer.LedgerPosition).Distinct());
        Assert.Equal([stop.MessageId], await host.Ledger.IdsAsync(pair));
    }

    [Fact]
    public async Task Texts_OfManyPairsAtOnce_AreEachThereOnceAndBlock()
    {
        var pairs = Enumerable.Range(0, 200).Select(_ => host.NewPair()).ToList();
        var before = await host.Ledger.LengthAsync();

        var answers = await Task.WhenAll(pairs.Select(async pair =>
        {
            var stop = await pair.TextAsync("STOP");
            // As soon as it is acknowledged, every check that starts is blocked.
            Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
            return stop;
        }));

        Assert.Equal(
            Enumerable.Range(1, pairs.Count).Select(number => before + number),
            answers.Select(answer => answer.LedgerPosition).Order());
        for (var index = 0; index < pairs.Count; index++)
        {
            Assert.Equal(pairs[index].Customer, (await host.Ledger.EntryAsync(answers[index].LedgerPosition))["customer_number"]);
        }
    }

    [Fact]
    public async Task Text_FromAnotherGatewayWithTheSameTime_IsARepetition()
    {
        var pair = host.NewPair();

        await RecordAsync(pair, text => (text.Gateway, text.ReceivedAt) = ("one", Time));

        Assert.True(await RecordAsync(pair, text => (text.Gateway, text.ReceivedAt) = ("two", Time)));
        Assert.True(await RecordAsync(pair, text => text.ReceivedAt = Time));
    }

    [Fact]
    public async Task Text_FromAnotherGatewayWithoutATime_IsAnotherEvent()
    {
        var pair = host.NewPair();

        await RecordAsync(pair, text => text.Gateway = "one");

        Assert.False(await RecordAsync(pair, text => text.Gateway = "two"));
        Assert.False(await RecordAsync(pair, _ => { }));
        Assert.True(await RecordAsync(pair, text => text.Gateway = "one"));
        Assert.True(await RecordAsync(pair, _ => { }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Start_FromAnotherGatewayWithoutATime_IsARepetitionAndLiftsNoLaterStop(bool firstHadATime)
    {
        var pair = host.NewPair();
        var start = pair.Text("START");
        var first = await host.Client.RecordInboundAsync(new RecordInboundRequest(start)
        {
            Gateway = "one",
            ReceivedAt = firstHadATime ? Time : null,
        });
        await pair.TextAsync("STOP");

        var again = await host.Client.RecordInboundAsync(new RecordInboundRequest(start) { Gateway = "two" });

        Assert.Equal(
            (true, first.Kind, first.Applied, first.Reply, first.LedgerPosition),
            (again.Duplicate, again.Kind, again.Applied, again.Reply, again.LedgerPosition));
        Assert.Equal((Decision.Blocked, Decision.Blocked), (again.Decision, (await pair.CheckAsync()).Decision));
        Assert.Equal(2, (await host.Ledger.IdsAsync(pair)).Count);
    }

    [Fact]
    public async Task Start_OfAnImpossibleTimeFromAnotherGateway_IsARepetition()
    {
        var pair = host.NewPair();
        var start = await pair.TextAsync("START");
        await pair.TextAsync("STOP");

        var again = await host.Client.RecordInboundAsync(new RecordInboundRequest(pair.Text("START", (await host.Ledger.IdsAsync(pair))[0]))
        {
            Gateway = "two",
            ReceivedAt = new DateTimeOffset(1970, 1, 1, 0, 0, 0, default).ToTimestamp(),
        });

        Assert.Equal((true, start.LedgerPosition, Decision.Blocked), (again.Duplicate, again.LedgerPosition, again.Decision));
    }

    [Fact]
    public async Task Text_SameIdOfAnotherKind_IsAnotherEvent()
    {
        var pair = host.NewPair();
        await pair.TextAsync("START", "same");

        var stop = await pair.TextAsync("STOP", "same");

        Assert.Equal((false, true, Decision.Blocked), (stop.Duplicate, stop.Applied, stop.Decision));
        Assert.True((await pair.TextAsync("stop!", "same")).Duplicate);
    }

    [Fact]
    public async Task Text_SameIdOfAnotherTime_IsAnotherEvent()
    {
        var pair = host.NewPair();

        await RecordAsync(pair, text => text.ReceivedAt = Time);

        Assert.False(await RecordAsync(pair, text => text.ReceivedAt = Time + Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1))));
        Assert.True(await RecordAsync(pair, text => text.ReceivedAt = Time));
    }

    [Fact]
    public async Task Text_SameIdToAnotherNumber_IsAnotherEvent()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP", "same");

        Assert.False((await (pair with { Sender = "+15550001112" }).TextAsync("STOP", "same")).Duplicate);
    }

    [Fact]
    public async Task Text_LaterSendingOfTheSame_IsARepetition()
    {
        var pair = host.NewPair();

        await RecordAsync(pair, text => (text.ReceivedAt, text.SentAt) = (Time, Time));

        Assert.True(await RecordAsync(
            pair, text => (text.ReceivedAt, text.SentAt) = (Time, Time + Duration.FromTimeSpan(TimeSpan.FromMinutes(1)))));
    }

    [Fact]
    public async Task RecordOptOut_Again_IsARepetition()
    {
        var pair = host.NewPair();
        var optOut = pair.OptOut();
        var first = await host.Client.RecordOptOutAsync(optOut);

        var again = await host.Client.RecordOptOutAsync(optOut);

        Assert.Equal(
            (false, true, first.LedgerPosition, true),
            (first.Duplicate, again.Duplicate, again.LedgerPosition, again.Applied));
        optOut.Actor = "operator-8";
        Assert.False((await host.Client.RecordOptOutAsync(optOut)).Duplicate);
    }

    private async Task<bool> RecordAsync(Pair pair, Action<RecordInboundRequest> change)
    {
        var text = pair.Text("STOP", "same");
        change(text);
        return (await host.Client.RecordInboundAsync(text)).Duplicate;
    }
}
