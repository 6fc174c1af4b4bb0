using System.Numerics;
using System.Security.Cryptography;
using Consent.Core.Records;

namespace Consent.Roster.Memory;

/// <summary>Records by key, for one writer and any number of readers, which never wait for it.</summary>
/// <remarks>
/// A bucket is an array that is never changed: the writer replaces it whole, so a reader sees it before or after. Buckets hold
/// four to eight records of 32 bytes; with their headers and references a record takes 36 to 40 bytes. Each segment grows by
/// itself, so that growing copies a thousandth of the table.
/// </remarks>
internal sealed class RosterTable
{
    private const int SegmentBits = 10;
    private const int MaxMeanBucket = 8;

    private readonly ulong _seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly Segment[] _segments = new Segment[1 << SegmentBits];

    public RosterTable()
    {
        for (var index = 0; index < _segments.Length; index++)
        {
            _segments[index] = new Segment();
        }
    }

    /// <summary>Gets the number of records.</summary>
    public long Count { get; private set; }

    /// <summary>The record, or <c>default</c> where there is none.</summary>
    public Standing Find(in RosterKey key)
    {
        var hash = key.Hash(_seed);
        var buckets = Volatile.Read(ref SegmentOf(hash).Buckets);
        var bucket = Volatile.Read(ref buckets[hash & (uint)(buckets.Length - 1)]);
        foreach (ref readonly var slot in bucket.AsSpan())
        {
            if (slot.Key == key)
            {
                return slot.Standing;
            }
        }

        return default;
    }

    /// <summary>Adds or replaces a record. One caller at a time.</summary>
    public void Set(in RosterKey key, in Standing standing)
    {
        var hash = key.Hash(_seed);
        var segment = SegmentOf(hash);
        ref var bucket = ref segment.Buckets[hash & (uint)(segment.Buckets.Length - 1)];
        var slot = new RosterSlot(key, standing);
        var index = IndexOf(bucket, key);
        if (index >= 0)
        {
            var replaced = bucket.AsSpan().ToArray();
            replaced[index] = slot;
            Volatile.Write(ref bucket, replaced);
            return;
        }

        Volatile.Write(ref bucket, [.. bucket.AsSpan(), slot]);
        Count++;
        if (++segment.Count > segment.Buckets.Length * MaxMeanBucket)
        {
            Grow(segment);
        }
    }

    /// <summary>
    /// Takes a record of a load, in place of an earlier one of the same key. It is found after <see cref="EndLoad"/>.
    /// </summary>
    /// <remarks>
    /// Set one by one, a million records would make a new bucket for each: six times the table in garbage, and nearly a second
    /// of collections.
    /// </remarks>
    public void Load(in RosterKey key, in Standing standing) =>
        (SegmentOf(key.Hash(_seed)).Load ??= new SegmentLoad()).Add(new RosterSlot(key, standing));

    /// <summary>Makes each bucket once, as large as it has to be. Before anything is <see cref="Set"/>.</summary>
    public void EndLoad()
    {
        if (Count > 0)
        {
            throw new InvalidOperationException("A table is loaded only while it is empty.");
        }

        foreach (var segment in _segments)
        {
            if (segment.Load is { } load)
            {
                // Only now, and one by one: what a load takes is given back as the table takes its own.
                segment.Load = null;
                Fill(segment, load);
                Count += segment.Count;
            }
        }
    }

    private static int IndexOf(RosterSlot[]? bucket, in RosterKey key)
    {
        for (var index = 0; index < bucket?.Length; index++)
        {
            if (bucket[index].Key == key)
            {
                return index;
            }
        }

        return -1;
    }

    private Segment SegmentOf(ulong hash) => _segments[hash >> (64 - SegmentBits)];

    // As many buckets as setting the records one by one would have made.
    private void Fill(Segment segment, SegmentLoad load)
    {
        var buckets = new RosterSlot[]?[BitOperations.RoundUpToPowerOf2((uint)(load.Count + MaxMeanBucket - 1) / MaxMeanBucket)];
        var free = new int[buckets.Length];
        for (var chunk = 0; chunk < load.ChunkCount; chunk++)
        {
            foreach (ref readonly var slot in load.Chunk(chunk))
            {
                free[IndexIn(buckets, slot)]++;
            }
        }

        for (var chunk = 0; chunk < load.ChunkCount; chunk++)
        {
            foreach (ref readonly var slot in load.Chunk(chunk))
            {
                var index = IndexIn(buckets, slot);
                var bucket = buckets[index] ??= new RosterSlot[free[index]];
                var earlier = IndexOf(bucket, slot.Key);
                bucket[earlier >= 0 ? earlier : --free[index]] = slot;
            }
        }

        segment.Count = load.Count;
        for (var index = 0; index < free.Length; index++)
        {
            // Of a key that came twice one slot was left.
            if (free[index] > 0)
            {
                buckets[index] = buckets[index]![free[index]..];
                segment.Count -= free[index];
            }
        }

        Volatile.Write(ref segment.Buckets, buckets);
    }

    private uint IndexIn(RosterSlot[]?[] buckets, in RosterSlot slot) => (uint)slot.Key.Hash(_seed) & (uint)(buckets.Length - 1);

    // Twice as many buckets: each splits in two, by one more bit of the hash.
    private void Grow(Segment segment)
    {
        var before = segment.Buckets;
        var after = new RosterSlot[]?[before.Length * 2];
        for (var index = 0; index < before.Length; index++)
        {
            after[index] = Part(before[index], (uint)before.Length, isSet: false);
            after[index + before.Length] = Part(before[index], (uint)before.Length, isSet: true);
        }

        Volatile.Write(ref segment.Buckets, after);
    }

    private RosterSlot[]? Part(RosterSlot[]? bucket, uint bit, bool isSet)
    {
        var count = 0;
        foreach (ref readonly var slot in bucket.AsSpan())
        {
            count += IsSet(slot) == isSet ? 1 : 0;
        }

        var part = count == 0 ? null : new RosterSlot[count];
        var next = 0;
        foreach (ref readonly var slot in bucket.AsSpan())
        {
            if (IsSet(slot) == isSet)
            {
                part![next++] = slot;
            }
        }

        return part;

        bool IsSet(in RosterSlot slot) => (slot.Key.Hash(_seed) & bit) != 0;
    }

    private sealed class Segment
    {
        public RosterSlot[]?[] Buckets = new RosterSlot[]?[1];
        public int Count;
        public SegmentLoad? Load;
    }
}

/// <summary>A record in a <see cref="RosterTable"/>: 32 bytes. <c>default</c> has no record's key.</summary>
internal readonly record struct RosterSlot(RosterKey Key, Standing Standing);

/// <summary>The records of one segment as a load brings them, until all are there.</summary>
/// <remarks>
/// In chunks, not in one array that doubles: at millions of records its slack would be the most of what a load takes.
/// </remarks>
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
