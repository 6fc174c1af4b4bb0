namespace Consent.Roster.Memory;

/// <summary>The records of one segment as a load brings them, until all are there.</summary>
/// <remarks>In chunks, not in one array that doubles: at millions of records its slack would be the most of what a load takes.</remarks>
internal sealed class SegmentLoad
{
    private const int ChunkSize = 64;

    private readonly List<RosterSlot[]> _chunks = [];

    public int Count { get; private set; }

    public int ChunkCount => _chunks.Count;

    public void Add(in RosterSlot slot)
    {
        var index = Count++ % ChunkSize;
        if (index == 0)
        {
            _chunks.Add(new RosterSlot[ChunkSize]);
        }

        _chunks[^1][index] = slot;
    }

    /// <summary>The records of a chunk, in the order in which they came.</summary>
    public ReadOnlySpan<RosterSlot> Chunk(int index) =>
        _chunks[index].AsSpan(0, Math.Min(ChunkSize, Count - (index * ChunkSize)));
}
