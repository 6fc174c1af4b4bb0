using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.Storage.Imports;
using ImportRow = Consent.Storage.Imports.ImportRow;

namespace Consent.Grpc.Imports;

/// <summary>The rows of an import that are not entered yet: those being collected, and those on their way.</summary>
internal sealed class PendingRows(ImportWriter writer, ImportPace pace, ImportProgress progress)
{
    private List<ImportRow> _collected = new(ImportWriter.MaxRows);
    private Entering? _entering;

    public int Count => _collected.Count;

    public void Add(ImportRow row) => _collected.Add(row);

    /// <summary>Begins to enter what is collected; returns once what was on its way before is entered.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        if (_collected.Count == 0)
        {
            await FinishAsync();
            progress.Entered(default, 0, progress.NextRow);
            return;
        }

        var before = _entering;
        _entering = new Entering(
            WriteAsync(_collected, before?.Rows ?? Task.CompletedTask, cancellation),
            _collected.Count(row => row.OptOut.Repairs != EventRepairs.None),
            progress.NextRow);
        _collected = new List<ImportRow>(ImportWriter.MaxRows);
        await EnteredAsync(before);
    }

    /// <summary>Returns once what is on its way is entered.</summary>
    public async Task FinishAsync()
    {
        await EnteredAsync(_entering);
        _entering = null;
    }

    /// <summary>Nobody will ask what becomes of what is on its way.</summary>
    public void Abandon() => _entering?.Rows.Forget();

    private async Task<ImportedRows> WriteAsync(List<ImportRow> rows, Task before, CancellationToken cancellation)
    {
        var (recorded, unchanged) = (0, 0);
        for (var done = 0; done < rows.Count;)
        {
            var some = rows.GetRange(done, Math.Min(await pace.NextAsync(cancellation), rows.Count - done));
            var entered = await writer.WriteAsync(some, before, cancellation);
            done += some.Count;
            recorded += entered.Recorded;
            unchanged += entered.Unchanged;
        }

        return new ImportedRows(recorded, unchanged);
    }

    private async Task EnteredAsync(Entering? entering)
    {
        if (entering is not null)
        {
            progress.Entered(await entering.Rows, entering.Repaired, entering.NextRow);
        }
    }

    private sealed record Entering(Task<ImportedRows> Rows, int Repaired, long NextRow);
}
