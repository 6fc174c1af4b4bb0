using Consent.Storage.Imports;
using ImportRow = Consent.Storage.Imports.ImportRow;

namespace Consent.Grpc.Imports;

/// <summary>The rows of an import that are not entered yet: those that are being collected, and those that are on their way.</summary>
internal sealed class PendingRows(ImportWriter writer, ImportProgress progress)
{
    private List<ImportRow> _collected = new(ImportWriter.MaxRows);
    private Task<ImportedRows> _entering = Task.FromResult(default(ImportedRows));
    private long _enteringTo;

    public int Count => _collected.Count;

    public void Add(ImportRow row) => _collected.Add(row);

    /// <summary>Begins to enter what is collected; returns once what was on its way before is entered.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        if (_collected.Count == 0)
        {
            await FinishAsync();
            progress.Entered(default, progress.NextRow);
            return;
        }

        var (before, beforeTo) = (_entering, _enteringTo);
        (_entering, _enteringTo) = (writer.WriteAsync(_collected, before, cancellation), progress.NextRow);
        _collected = new List<ImportRow>(ImportWriter.MaxRows);
        progress.Entered(await before, beforeTo);
    }

    /// <summary>Returns once what is on its way is entered.</summary>
    public async Task FinishAsync()
    {
        if (_enteringTo > 0)
        {
            var rows = await _entering;
            progress.Entered(rows, _enteringTo);
            (_entering, _enteringTo) = (Task.FromResult(default(ImportedRows)), 0);
        }
    }

    /// <summary>Nobody will ask what becomes of what is on its way.</summary>
    public void Abandon() => Forgotten.Task(_entering);
}
