using System.Buffers;
using Consent.Storage.Database;

namespace Consent.Storage.Seals;

/// <summary>Goes over the ledger's entries in order, with one page of them in memory.</summary>
/// <param name="database">Where the ledger is.</param>
/// <param name="afterPosition">Where to begin.</param>
internal sealed class SealedEntries(ConsentDatabase database, long afterPosition)
{
    private const int PageSize = 2_000;

    private readonly string _query =
        $"SELECT {EntryColumn.Selected(database.Dialect)} FROM ledger WHERE position > @after ORDER BY position LIMIT {PageSize}";

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private List<SealedBytes> _page = [];
    private int _next;
    private long _after = afterPosition;

    /// <summary>
    /// The next entry; null where it is above a position, or not there. Asks the database again each time it has no more, so no entry
    /// that was committed before the call is missed.
    /// </summary>
    public async ValueTask<SealedBytes?> NextAsync(long throughPosition, CancellationToken cancellation)
    {
        if (_next == _page.Count)
        {
            _page = await database.Source.ListAsync(
                _query, row => SealedBytes.Read(row, _buffer), cancellation, ("@after", _after));
            _next = 0;
        }

        if (_next == _page.Count || _page[_next].Position > throughPosition)
        {
            return null;
        }

        var entry = _page[_next++];
        _after = entry.Position;
        return entry;
    }
}
