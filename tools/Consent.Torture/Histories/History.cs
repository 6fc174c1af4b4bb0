using System.Text.Json;

namespace Consent.Torture.Histories;

/// <summary>A whole run: what was asked and told, what was done to the cluster, and what the ledger said in the end.</summary>
internal sealed class History
{
    public RunStart? Run { get; private set; }

    public List<CheckOperation> Checks { get; } = [];

    public List<WriteAttempt> Writes { get; } = [];

    public List<Fault> Faults { get; } = [];

    /// <summary>Gets the ledger, in the order in which it was read.</summary>
    public List<EntryRead> Ledger { get; } = [];

    public SealVerification? Seals { get; private set; }

    /// <exception cref="InvalidDataException">A line is none of a history.</exception>
    public static async Task<History> ReadAsync(string path)
    {
        var history = new History();
        try
        {
            await using var file = File.OpenRead(path);
            await foreach (var line in JsonSerializer.DeserializeAsyncEnumerable(file, HistoryLine.Json.HistoryLine, topLevelValues: true))
            {
                history.Add(line ?? throw new InvalidDataException("A line of a history says nothing."));
            }
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new InvalidDataException($"Not a history, or cut short: {e.Message}", e);
        }

        return history;
    }

    public void Add(HistoryLine line)
    {
        switch (line)
        {
            case CheckOperation check:
                Checks.Add(check);
                break;
            case WriteAttempt write:
                Writes.Add(write);
                break;
            case EntryRead entry:
                Ledger.Add(entry);
                break;
            case Fault fault:
                Faults.Add(fault);
                break;
            case RunStart run:
                Run = run;
                break;
            case SealVerification seals:
                Seals = seals;
                break;
        }
    }
}
