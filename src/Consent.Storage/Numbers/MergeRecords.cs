using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Json;
using Consent.Storage.Records;
using Microsoft.Extensions.Logging;

namespace Consent.Storage.Numbers;

/// <summary>Makes one record of those that one customer has under several spellings, a thousand in a transaction.</summary>
internal sealed class MergeRecords(NumberPlanDatabase database, ILogger logger, TimeProvider time)
{
    private const int PageSize = 10_000;
    private const int BatchSize = 1_000;

    private static readonly TimeSpan LogInterval = TimeSpan.FromSeconds(5);

    // By the canonical key: the other keys under which there is a record.
    private readonly Dictionary<string, List<string>> _pending = [];
    private HashSet<string> _reviewed = [];
    private long _loggedAt;
    private long _merged;

    public void Run()
    {
        (_loggedAt, _reviewed) = (time.GetTimestamp(), database.ReviewedKeys());
        for (var page = database.RecordKeys("", PageSize); page.Count > 0; page = database.RecordKeys(page[^1], PageSize))
        {
            page.ForEach(Take);
        }

        MergePending();
        if (_merged > 0)
        {
            Log.RecordsMerged(logger, _merged);
        }
    }

    private void Take(string key)
    {
        var canonical = RecordKey.Parse(key).ToString();
        if (canonical == key)
        {
            return;
        }

        if (_pending.TryGetValue(canonical, out var older))
        {
            older.Add(key);
            return;
        }

        if (_pending.Count == BatchSize)
        {
            MergePending();
        }

        _pending.Add(canonical, [key]);
    }

    // A record that another server has written meanwhile is read and merged again.
    private void MergePending()
    {
        while (_pending.Count > 0)
        {
            var now = database.Now;
            var states = database.Read(ConsentGrainState.Name, [.. _pending.SelectMany(each => each.Value.Prepend(each.Key))]);
            var after = new List<Respelled>(_pending.Count);
            foreach (var (canonical, older) in _pending)
            {
                // A row that no state made stays.
                older.RemoveAll(key => !states.ContainsKey(key));
                if (older.Count > 0)
                {
                    after.Add(Merge(canonical, older, states, now));
                }
            }

            var written = after.Count > 0 ? database.WriteRecords(after, _reviewed) : new HashSet<string>();
            _merged += written.Count;
            foreach (var key in _pending.Keys.Where(key => written.Contains(key) || _pending[key].Count == 0).ToList())
            {
                _pending.Remove(key);
            }
        }

        if (time.GetElapsedTime(_loggedAt) >= LogInterval)
        {
            _loggedAt = time.GetTimestamp();
            Log.MergingRecords(logger, _merged);
        }
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
