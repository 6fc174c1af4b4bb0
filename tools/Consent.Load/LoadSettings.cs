namespace Consent.Load;

/// <summary>What to load a server with.</summary>
public sealed record LoadSettings
{
    /// <summary>The server's gRPC address: <c>http://</c> for HTTP/2 without TLS, or <c>https://</c>.</summary>
    public required Uri Address { get; init; }

    /// <summary>The calls to make, all at once, each kind on connections of its own.</summary>
    public required IReadOnlyList<CallLoad> Loads { get; init; }

    /// <summary>How long calls are made that do not count.</summary>
    /// <value>3 seconds unless given.</value>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long calls are made that count; null where each of the loads has a count.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long answers are waited for after the last call.</summary>
    /// <value>10 seconds unless given.</value>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Headers of every call, in lower case, such as <c>authorization</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether any certificate will do.</summary>
    public bool SkipVerify { get; init; }
}

public enum CallKind
{
    /// <summary><c>CheckSend</c>.</summary>
    Check,

    /// <summary><c>BatchCheckSend</c>.</summary>
    Batch,

    /// <summary><c>StreamCheckSend</c>; a call is one question.</summary>
    Stream,

    /// <summary><c>SelectSender</c> over ten senders, from the load's own on.</summary>
    Select,

    /// <summary><c>RecordInbound</c> of a STOP.</summary>
    Stop,

    /// <summary><c>grpc.health.v1.Health/Check</c>.</summary>
    Health,
}

/// <summary>Calls of one kind, and when they are made.</summary>
public sealed record CallLoad
{
    public CallKind Kind { get; init; }

    /// <summary>
    /// How many calls a second are due, whether or not those before are answered (open loop); null where each caller calls again as
    /// soon as it is answered (closed loop).
    /// </summary>
    public double? Rate { get; init; }

    /// <summary>How many callers there are in a closed loop, over all connections. Streams have windows instead.</summary>
    public int Callers { get; init; } = 128;

    public int Connections { get; init; } = 8;

    /// <summary>How many calls count; null for as many as there is time for.</summary>
    public long? Count { get; init; }

    /// <value>1 to 1,000, which fit into one frame.</value>
    public int BatchSize { get; init; } = 1_000;

    /// <summary>How many streams, over all connections.</summary>
    public int Streams { get; init; } = 4;

    /// <summary>How many questions on a stream may be unanswered.</summary>
    public int Window { get; init; } = 100;

    /// <summary>The business's number.</summary>
    public string Sender { get; init; } = "+15550001111";

    /// <summary>Who is asked about, or who texts.</summary>
    public Recipients Recipients { get; init; } = Recipients.Range("+15551000000", 1_000_000);
}

internal static class SettingsRules
{
    private const int MaxBatch = 1_000;
    private const int MaxBatchBytes = 16_300;
    private const int MaxSender = 16;

    /// <exception cref="ArgumentException">They are not.</exception>
    public static void Check(LoadSettings settings)
    {
        Require(settings.Address.Scheme == Uri.UriSchemeHttp || settings.Address.Scheme == Uri.UriSchemeHttps, "The address is http:// or https://.");
        Require(settings.Loads.Count > 0, "There is nothing to call.");
        Require(settings.WarmUp >= TimeSpan.Zero && settings.Drain >= TimeSpan.Zero, "The warm-up and the drain are no shorter than 0.");
        foreach (var load in settings.Loads)
        {
            Require(settings.Duration > TimeSpan.Zero || load.Count > 0, "Give a duration, or how many calls count.");
            Require(load.Rate is null or > 0, "A rate is above 0.");
            Require(load.Connections > 0, "There is one connection or more.");
            Require(load.Kind == CallKind.Stream || load.Rate is not null || load.Callers >= load.Connections, "Each connection has a caller or more.");
            Require(load.Kind != CallKind.Stream || (load.Streams >= load.Connections && load.Window > 0), "Each connection has a stream or more, with a window.");
            Require(load.BatchSize is > 0 and <= MaxBatch, $"A batch has 1 to {MaxBatch} customers.");
            Require(load.BatchSize * (2 + load.Recipients.Longest) <= MaxBatchBytes, $"A batch's customers take at most {MaxBatchBytes} bytes: one frame.");
            Require(load.Sender.Length is > 0 and <= MaxSender, $"A sender's number has 1 to {MaxSender} characters.");
        }
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException(rule);
        }
    }
}
