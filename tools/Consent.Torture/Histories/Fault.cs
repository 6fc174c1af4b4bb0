using System.Text.Json.Serialization;

namespace Consent.Torture.Histories;

/// <summary>What was done to the cluster.</summary>
internal sealed record Fault
{
    /// <summary>Gets what it was, such as <c>SIGSTOP</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Gets what it was done to, such as <c>server 2</c> or <c>database</c>.</summary>
    public required string Target { get; init; }

    /// <summary>Gets when it began, in microseconds of the run's monotonic clock.</summary>
    public required long Began { get; init; }

    /// <summary>Gets when it was undone, where the servers were not ready again at once.</summary>
    public long? Undone { get; init; }

    /// <summary>Gets when it ended, and all servers were ready again; null where it lasted to the run's end.</summary>
    public long? Ended { get; init; }

    /// <summary>Gets the servers whose checks may pause because of it, until it has ended and they are ready again.</summary>
    public IReadOnlyList<int> Servers { get; init; } = [];

    [JsonIgnore]
    public long Until => Ended ?? long.MaxValue;
}
