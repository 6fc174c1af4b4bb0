using Consent.Load.Calls;

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

/// <summary>What is called.</summary>
public enum CallKind
{
    /// <summary><c>CheckSend</c>.</summary>
    Check,

    /// <summary><c>BatchCheckSend</c>.</summary>
    Batch,

    /// <summary><c>StreamCheckSend</c>; a call is one question.</summary>
    Stream,

    /// <summary><c>RecordInbound</c> of a STOP.</summary>
    Stop,

    /// <summary><c>grpc.health.v1.Health/Check</c>.</summary>
    Health,
}

/// <summary>Calls of one kind, and when they are made.</summary>
public sealed record CallLoad
{
    /// <summary>What is called.</summary>
    public CallKind Kind { get; init; }

    /// <summary>
    /// How many calls a second are due, whether or not those before are answered (open loop); null where each caller calls again as
    /// soon as it is answered (closed loop).
    /// </summary>
    public double? Rate { get; init; }

    /// <summary>How many callers there are in a closed loop, over all connections. Streams have windows instead.</summary>
    public int Callers { get; init; } = 128;

    /// <summary>How many connections.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>How many calls count; null for as many as there is time for.</summary>
    public long? Count { get; init; }

    /// <summary>How many customers are in a batch.</summary>
    /// <value>1 to 10,000.</value>
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
