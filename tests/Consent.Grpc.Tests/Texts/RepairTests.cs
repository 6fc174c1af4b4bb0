using System.Diagnostics.Metrics;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Tests.Texts;

/// <summary>A customer's STOP is not refused for a long body or a wrong clock.</summary>
[Collection(OneHost.Name)]
public sealed class RepairTests(SharedHost host)
{
    private static readonly Dictionary<string, Timestamp> WrongTimes = new()
    {
        ["ahead"] = TimeProvider.System.GetUtcNow().AddHours(1).ToTimestamp(),
        ["before 2000"] = new DateTimeOffset(1999, 12, 31, 0, 0, 0, default).ToTimestamp(),
        ["negative nanos"] = new Timestamp { Seconds = 1_700_000_000, Nanos = -1 },
        ["too many nanos"] = new Timestamp { Seconds = 1_700_000_000, Nanos = int.MaxValue },
        ["end of time"] = new Timestamp { Seconds = long.MaxValue },
        ["beginning of time"] = new Timestamp { Seconds = long.MinValue, Nanos = int.MinValue },
    };

    public static TheoryData<string> WrongTimeNames() => [.. WrongTimes.Keys];

    [Theory]
    [InlineData(1_601, 1_600)]
    [InlineData(100_000, 1_600)]
    public async Task Body_TooLong_IsCut(int length, int kept)
    {
        var (entry, repaired) = await RecordAsync(host.NewPair().Text("STOP".PadRight(length)));

        Assert.Equal("STOP".PadRight(kept), entry["body"]);
        Assert.Equal((long)Core.Records.EventRepairs.BodyCut, entry["repairs"]);
        Assert.Equal(["body"], repaired);
    }

    [Fact]
    public async Task Body_CutWithinAPair_LosesTheWholeCharacter()
    {
        var (entry, _) = await RecordAsync(host.NewPair().Text("STOP".PadRight(1_599) + "🛑"));

        Assert.Equal("STOP".PadRight(1_599), entry["body"]);
    }

    [Theory]
    [InlineData("STOP")]
    [InlineData("STOP 🛑")]
    [InlineData("  stop \t\r\n\u2028 ")]
    public async Task Body_NotTooLong_IsKeptVerbatim(string body)
    {
        var (entry, repaired) = await RecordAsync(host.NewPair().Text(body));

        Assert.Equal<object?>([body, (long)Core.Records.EventRepairs.None], [entry["body"], entry["repairs"]]);
        Assert.Empty(repaired);
    }

    [Fact]
    public async Task Body_AtTheLimit_IsKeptVerbatim()
    {
        var body = "STOP".PadRight(1_598) + "🛑";

        Assert.Equal(body, (await RecordAsync(host.NewPair().Text(body))).Entry["body"]);
    }

    [Fact]
    public async Task Body_WithANul_IsKeptWithAReplacement()
    {
        var (entry, _) = await RecordAsync(host.NewPair().Text("STOP\0"));

        Assert.Equal("STOP\uFFFD", entry["body"]);
    }

    [Theory]
    [MemberData(nameof(WrongTimeNames))]
    public async Task ReceivedAt_Wrong_CountsAsNotGiven(string name)
    {
        var text = host.NewPair().Text("STOP");
        text.ReceivedAt = WrongTimes[name];

        var (entry, repaired) = await RecordAsync(text);

        Assert.Null(entry["given_at"]);
        Assert.Equal(entry["arrived_at"], entry["occurred_at"]);
        Assert.Equal((long)Core.Records.EventRepairs.TimeIgnored, entry["repairs"]);
        Assert.Equal(["received_at"], repaired);
    }

    [Theory]
    [MemberData(nameof(WrongTimeNames))]
    public async Task SentAt_Wrong_CountsAsNotGiven(string name)
    {
        var text = host.NewPair().Text("STOP");
        text.ReceivedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, default).ToTimestamp();
        text.SentAt = WrongTimes[name];

        var (entry, repaired) = await RecordAsync(text);

        Assert.Null(entry["sent_at"]);
        Assert.Equal(text.ReceivedAt.ToDateTimeOffset().ToUnixTimeMilliseconds(), entry["given_at"]);
        Assert.Equal((long)Core.Records.EventRepairs.TimeIgnored, entry["repairs"]);
        Assert.Equal(["sent_at"], repaired);
    }

    [Fact]
    public async Task Everything_Wrong_IsRepaired()
    {
        var text = host.NewPair().Text("STOP".PadRight(2_000));
        (text.ReceivedAt, text.SentAt) = (WrongTimes["ahead"], WrongTimes["end of time"]);

        var (entry, repaired) = await RecordAsync(text);

        Assert.Equal((long)(Core.Records.EventRepairs.BodyCut | Core.Records.EventRepairs.TimeIgnored), entry["repairs"]);
        Assert.Equal(["body", "received_at", "sent_at"], repaired.Order());
    }

    [Fact]
    public async Task Stop_WithEverythingWrong_Blocks()
    {
        var pair = host.NewPair();
        var text = pair.Text("STOP\0".PadRight(2_000));
        text.ReceivedAt = WrongTimes["negative nanos"];

        await host.Client.RecordInboundAsync(text);

        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    // Records an opt-out, and returns its entry and which fields the metric says were repaired.
    private async Task<(Dictionary<string, object?> Entry, List<string> Repaired)> RecordAsync(RecordInboundRequest text)
    {
        var repaired = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Telemetry.MeterName && instrument.Name == Telemetry.InboundRepairs)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (repaired)
            {
                repaired.AddRange(Enumerable.Repeat((string)tags.ToArray().Single(tag => tag.Key == Telemetry.Field).Value!, (int)count));
            }
        });
        listener.Start();
        var answer = await host.Client.RecordInboundAsync(text);
        Assert.Equal((InboundKind.OptOut, true), (answer.Kind, answer.Applied));
        return (await host.Ledger.EntryAsync(answer.LedgerPosition), repaired);
    }
}
