using System.Text.Json;
using Consent.Core.Records;
using Consent.Storage.Json;
using Consent.Storage.Records;

namespace Consent.Storage.Imports;

/// <summary>Enters the rows of imports, up to a thousand in a transaction.</summary>
/// <remarks>
/// It bypasses the records' grains and writes with the versions that it read. A grain that has the record in memory meets a conflict
/// on its next write, and reads again. So does a row that meets one, so that no STOP or START in between is overwritten.
/// </remarks>
/// <param name="database">The database.</param>
/// <param name="serviceId">The service whose states they are.</param>
public sealed class ImportWriter(IImportDatabase database, string serviceId) : IDisposable
{
    /// <summary>How many rows one transaction has at most.</summary>
    public const int MaxRows = 1_000;

    // One transaction at a time, however many imports run: a customer's text waits for at most one.
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Enters rows; returns after the commit. If it is cut short, some rows are entered, and it can be repeated.</summary>
    /// <param name="rows">The rows, no more than <see cref="MaxRows" />.</param>
    /// <param name="before">The import's rows before these: these are decided meanwhile, and entered after them.</param>
    /// <param name="cancellation">Ends it between transactions.</param>
    /// <exception cref="System.Data.Common.DbException">The database failed; some of the rows may be entered.</exception>
    public async Task<ImportedRows> WriteAsync(IReadOnlyCollection<ImportRow> rows, Task before, CancellationToken cancellation)
    {
        // If a customer is listed twice, the first row counts and the second finds the opt-out, wherever transactions begin and end.
        var pending = new Dictionary<string, List<ImportRow>>(rows.Count);
        foreach (var row in rows)
        {
            var key = row.Key.ToString();
            if (pending.TryGetValue(key, out var same))
            {
                same.Add(row);
            }
            else
            {
                pending.Add(key, [row]);
            }
        }

        var (recorded, unchanged) = (0, 0);
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var decided = await DecideAsync(pending, cancellation);

            // If a customer is in both, this decision is stale by now: it meets a conflict, and is made again.
            await before;
            unchanged += decided.Unchanged;
            var written = await WriteAsync(decided.Changes);
            recorded += written.Count;
            foreach (var key in written)
            {
                Done(pending, key);
            }
        }

        return new ImportedRows(recorded, unchanged);
    }

    public void Dispose() => _turn.Dispose();

    private async Task<(List<StateRow> Changes, int Unchanged)> DecideAsync(
        Dictionary<string, List<ImportRow>> pending, CancellationToken cancellation)
    {
        var stored = await database.ReadAsync(pending.Keys, serviceId, cancellation);
        var older = await FindOlderAsync(pending, stored, cancellation);
        var changes = new List<StateRow>(pending.Count);
        var unchanged = 0;
        foreach (var key in pending.Keys.ToList())
        {
            var (record, version) = stored.TryGetValue(key, out var known) ? known : StoredRecord.None;
            while (pending.TryGetValue(key, out var rows))
            {
                var row = rows[0];
                if (ImportRules.Apply(record, row.OptOut, record.Answered.Concat(older[key])) is { } transition)
                {
                    changes.Add(ToState(row, transition, version));
                    break;
                }

                unchanged++;
                Done(pending, key);
            }
        }

        return (changes, unchanged);
    }

    // A record remembers its last events; the ledger has the rest, of which a build before entered some under other spellings. Read
    // after the state: anything newer is a conflict.
    private async Task<ILookup<string, AnsweredEvent>> FindOlderAsync(
        Dictionary<string, List<ImportRow>> pending,
        IReadOnlyDictionary<string, StoredRecord> stored,
        CancellationToken cancellation)
    {
        (string Key, string InKey, string Id)[] forgotten =
        [
            .. from each in stored
               where each.Value.Record is { State: ConsentState.Subscribed } record && record.Revision > record.Answered.Length
               let row = pending[each.Key][0]
               from inKey in row.Key.OlderKeys.Prepend(each.Key)
               from id in ImportRules.IdsOf(row.OptOut)
               select (each.Key, inKey, id),
        ];
        var found = forgotten.Length > 0
            ? await database.FindAnsweredAsync([.. forgotten.Select(each => (each.InKey, each.Id))], cancellation)
            : Array.Empty<AnsweredEvent>().ToLookup(_ => "");
        return forgotten.DistinctBy(each => each.InKey)
            .SelectMany(each => found[each.InKey], (each, answered) => (each.Key, answered))
            .ToLookup(each => each.Key, each => each.answered);
    }

    private StateRow ToState(ImportRow row, Transition transition, int? version)
    {
        var state = ConsentGrainState.From(row.Key, transition, row.OptOut);
        return new StateRow(
            ConsentGrainState.Name,
            row.Key,
            serviceId,
            transition.Record.Revision,
            version,
            JsonSerializer.SerializeToUtf8Bytes(state, ConsentJson.Default.ConsentGrainState));
    }

    private async Task<IReadOnlySet<string>> WriteAsync(List<StateRow> changes)
    {
        if (changes.Count == 0)
        {
            return new HashSet<string>();
        }

        // A write that is started is finished.
        await _turn.WaitAsync();
        try
        {
            return await database.WriteAsync(changes);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static void Done(Dictionary<string, List<ImportRow>> pending, string key)
    {
        if (pending[key] is { Count: > 1 } more)
        {
            more.RemoveAt(0);
        }
        else
        {
            pending.Remove(key);
        }
    }
}

/// <summary>A row of an import: an opt-out, and the record that it is for.</summary>
public sealed record ImportRow(RecordKey Key, ConsentEvent OptOut);

/// <summary>How many rows were recorded, and how many changed nothing.</summary>
public readonly record struct ImportedRows(int Recorded, int Unchanged);
