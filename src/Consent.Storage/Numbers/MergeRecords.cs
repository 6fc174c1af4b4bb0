using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Json;
using Consent.Storage.Records;
using Microsoft.Extensions.Logging;

namespace Consent.Storage.Numbers;

/// <summary>Makes one record of those that one customer has under several spellings.</summary>
/// <param name="reading">Where records are read, while those before are written.</param>
/// <param name="writing">Where they are written.</param>
/// <param name="logger">Told of the progress.</param>
/// <param name="time">Says when that is due.</param>
/// <param name="batchSize">How many records one transaction takes.</param>
internal sealed class MergeRecords(
    NumberPlanDatabase reading, NumberPlanDatabase writing, ILogger logger, TimeProvider time, int batchSize)
{
    private const int PageSize = 10_000;

    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);

    public void Run()
    {
        var (loggedAt, merged) = (time.GetTimestamp(), 0L);
        var reviewed = reading.ReviewedKeys();
        foreach (var batch in Ahead(Batches()))
        {
            merged += Write(batch, reviewed);
            if (time.GetElapsedTime(loggedAt) >= LogInterval)
            {
                loggedAt = time.GetTimestamp();
                Log.MergingRecords(logger, merged);
            }
        }

        if (merged > 0)
        {
            Log.RecordsMerged(logger, merged);
        }
    }

    // One batch is read and merged while the one before is written.
    private static IEnumerable<T> Ahead<T>(IEnumerable<T> source)
        where T : class
    {
        using var items = source.GetEnumerator();
        var next = Task.Run(Next);
        try
        {
            while (next.GetAwaiter().GetResult() is { } item)
            {
                next = Task.Run(Next);
                yield return item;
            }
        }
        finally
        {
            // The connection is in use until then.
            ((IAsyncResult)next).AsyncWaitHandle.WaitOne();
        }

        T? Next() => items.MoveNext() ? items.Current : null;
    }

    private IEnumerable<List<Respelled>> Batches()
    {
        // By the canonical key: the other keys under which there is a record.
        var older = new Dictionary<string, List<string>>();
        foreach (var key in Keys())
        {
            var canonical = RecordKey.Parse(key).ToString();
            if (canonical == key)
            {
                continue;
            }

            if (older.TryGetValue(canonical, out var keys))
            {
                keys.Add(key);
                continue;
            }

            older.Add(canonical, [key]);
            if (older.Count == batchSize)
            {
                yield return Merge(older, reading);
                older = [];
            }
        }

        yield return Merge(older, reading);
    }

    private IEnumerable<string> Keys()
    {
        for (var page = reading.RecordKeys("", PageSize); page.Count > 0; page = reading.RecordKeys(page[^1], PageSize))
        {
            foreach (var key in page)
            {
                yield return key;
            }
        }
    }

    // A record that was written since it was read, by another server or with the batch before, is read and merged again.
    private int Write(List<Respelled> batch, HashSet<string> reviewed)
    {
        var count = batch.Count;
        while (batch.Count > 0)
        {
            var written = writing.WriteRecords(batch, reviewed);
            batch = written.Count == batch.Count
                ? []
                : Merge(batch.Where(record => !written.Contains(record.Key)).ToDictionary(record => record.Key, record => record.OlderKeys), writing);
        }

        return count;
    }

    private static List<Respelled> Merge(Dictionary<string, List<string>> keys, NumberPlanDatabase database)
    {
        if (keys.Count == 0)
        {
            return [];
        }

        var now = database.Now;
        var states = database.Read(ConsentGrainState.Name, [.. keys.SelectMany(each => each.Value.Prepend(each.Key))]);
        var after = new List<Respelled>(keys.Count);
        foreach (var (canonical, older) in keys)
        {
            // A row that no state made stays.
            older.RemoveAll(key => !states.ContainsKey(key));
            if (older.Count > 0)
            {
                after.Add(Merge(canonical, older, states, now));
            }
        }

        return after;
    }

    private static Respelled Merge(string canonical, List<string> older, Dictionary<string, SpelledState> states, Instant now)
    {
        var key = RecordKey.Parse(canonical);
        var live = new List<Spelled>(older.Count + 1);
        live.AddRange(older.Prepend(canonical).Where(states.ContainsKey).Select(each => Spelled.Of(each, states[each])));
        var records = live.ConvertAll(each => each.Record);
        if (live[0] is { Key: var first, Position: 0 } && first == canonical)
        {
            // It once became part of another one, and its entries have their revisions.
            records[0] = ConsentRecord.Empty with { Revision = records[0].Revision };
            live.RemoveAt(0);
        }

        var merged = RecordMerge.Of(records, now);
        var merge = RecordMerge.ToEvent(live.Select(each => (each.Key, each.Record)), live.MaxBy(each => each.Position)!.Customer, now);
        return new Respelled(canonical, older, new StateRow(
            ConsentGrainState.Name,
            key,
            states[older[0]].ServiceId,
            merged.Revision,
            states.GetValueOrDefault(canonical)?.Version,
            JsonSerializer.SerializeToUtf8Bytes(ConsentGrainState.OfMerge(key, merged, merge), ConsentJson.Default.ConsentGrainState)));
    }

    private sealed record Spelled(string Key, ConsentRecord Record, PhoneNumber Customer, long Position)
    {
        public static Spelled Of(string key, SpelledState stored)
        {
            var state = JsonSerializer.Deserialize(stored.Payload, ConsentJson.Default.ConsentGrainState)!;
            var position = stored.LastPosition ?? 0;
            return new Spelled(key, state.Record.CommittedAt(position), state.Customer, position);
        }
    }
}
