using System.Data.Common;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Storage.Ledger;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Consent.Grpc.Watching;

/// <summary>
/// Reads the ledger for every watcher of this server. New entries are read once for all of them; a watcher that is further behind
/// reads pages of its own until it has come near.
/// </summary>
/// <remarks>
/// Every read begins with the entry that was read last, and its mark must be the same: so nothing is skipped or repeated where a
/// ledger goes back between two reads.
/// </remarks>
internal sealed class LedgerFeed(LedgerArchive archive, LedgerProgress progress, FeedLimits sizes, ILogger<LedgerFeed> logger)
    : IDisposable
{
    // Readers that come back all at once must not take every connection to the database.
    private const int OwnReads = 4;

    private readonly SemaphoreSlim _ownReads = new(OwnReads);
    private readonly Lock _lock = new();
    private RosterRegistry? _registry;
    private RecentEntries _recent = new(sizes.Kept);
    private Task? _reading;

    /// <summary>The next entries after the last one read: none where the ledger ends there.</summary>
    /// <exception cref="RpcException">DATA_LOSS: the ledger went back. UNAVAILABLE: it could not be read.</exception>
    public async ValueTask<IReadOnlyList<WatchedEntry>> ReadAsync(
        LedgerPoint after, LedgerEnd end, CancellationToken cancellation)
    {
        if (end.Position <= after.Position)
        {
            return end.Position == after.Position && after.MayBe(end.Point.Mark)
                ? []
                : throw WentBack(after.Position);
        }

        var recent = RecentOf(end);
        if (recent.TryRead(after, sizes.Batch, out var entries))
        {
            return entries;
        }

        if (end.Position - after.Position <= sizes.Near && after.Mark is not null)
        {
            // Twice: a read that is under way may have begun before the ledger reached so far.
            for (var attempt = 0; attempt < 2 && !Holds(recent, end.Position); attempt++)
            {
                await ReadForAllAsync(after, recent).WaitAsync(cancellation);
            }

            if (recent.TryRead(after, sizes.Batch, out entries))
            {
                return entries;
            }
        }

        await _ownReads.WaitAsync(cancellation);
        try
        {
            return await PageAsync(after, (int)Math.Min(sizes.OwnPage, end.Position - after.Position), cancellation);
        }
        finally
        {
            _ownReads.Release();
        }
    }

    public void Dispose() => _ownReads.Dispose();

    // A ledger that went back has been loaded again, and nothing kept of it is of use.
    private RecentEntries RecentOf(LedgerEnd end)
    {
        lock (_lock)
        {
            if (_registry != end.Registry)
            {
                (_registry, _recent) = (end.Registry, new RecentEntries(sizes.Kept));
            }

            return _recent;
        }
    }

    private static bool Holds(RecentEntries recent, long position) => recent.Last is { } last && last.Position >= position;

    private RpcException WentBack(long position)
    {
        Log.WatcherTold(logger, position);
        return ConsentErrors.LedgerWentBack(position);
    }

    // Callers that arrive while entries are read for all share that read.
    private Task ReadForAllAsync(LedgerPoint after, RecentEntries recent)
    {
        lock (_lock)
        {
            return _reading ??= Task.Run(() => ReadToTheEndAsync(after, recent));
        }
    }

    private async Task ReadToTheEndAsync(LedgerPoint after, RecentEntries recent)
    {
        try
        {
            var end = progress.End.Position;
            while (true)
            {
                // With the last one kept: if it is another by now, what is read takes the place of all that is kept.
                var last = recent.Last is { } kept && kept.Position >= end - sizes.Near ? kept.Position : after.Position;
                if (last < end)
                {
                    recent.Add(await ReadAsync(last, (int)Math.Min(sizes.Near, end - last), CancellationToken.None));
                }

                if (last >= end || !Holds(recent, last + 1))
                {
                    return;
                }
            }
        }
        finally
        {
            lock (_lock)
            {
                _reading = null;
            }
        }
    }

    private async Task<IReadOnlyList<WatchedEntry>> PageAsync(LedgerPoint after, int count, CancellationToken cancellation)
    {
        var page = await ReadAsync(after.Position, count, cancellation);
        var known = after.Position == 0 ? 0 : 1;
        var follows = page.Count > known && (known == 0 || after.MayBe(page[0].Point.Mark));
        return follows ? [.. page.Skip(known)] : throw WentBack(after.Position);
    }

    /// <summary>The entry at a position and those after it, up to the first that is missing.</summary>
    private async Task<List<WatchedEntry>> ReadAsync(long position, int count, CancellationToken cancellation)
    {
        var before = Math.Max(0, position - 1);
        try
        {
            var rows = await archive.PageAsync(before, (int)(position - before) + count, cancellation);
            return [.. rows.TakeWhile((row, index) => row.Position == before + 1 + index).Select(row => new WatchedEntry(row))];
        }
        catch (DbException)
        {
            throw ConsentErrors.LedgerUnreadable();
        }
    }
}
