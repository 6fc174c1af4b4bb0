namespace Consent.Grpc.Watching;

/// <summary>What bounds the memory that watchers take.</summary>
internal sealed record FeedLimits
{
    /// <summary>Gets how many entries are kept for all.</summary>
    public int Kept { get; init; } = 4_096;

    /// <summary>Gets how far behind the end a reader may be for its entries to be read for all; less than are kept.</summary>
    public int Near { get; init; } = 1_000;

    /// <summary>Gets how many entries a reader is given at once.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Gets how many entries a reader that is further behind reads at once.</summary>
    public int OwnPage { get; init; } = 256;
}
