using System.Globalization;
using Consent.Core.Numbers;
using Consent.Grpc.Limits;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Storage.Ledger;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Watching;

/// <summary>Sends a watcher every entry that it asks for, once and in order, and then each new one.</summary>
/// <remarks>A watcher holds at most one page of entries: it reads the next when that has been sent.</remarks>
internal sealed class WatchLedgerHandler(
    FreshnessGate gate, LedgerProgress progress, LedgerFeed feed, StreamEnds ends, TimeProvider time)
{
    /// <summary>How often a watcher is told how far it has come: well within the 15 seconds that are promised.</summary>
    public static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(10);

    /// <summary>For how long a watcher may leave what it is sent unread.</summary>
    public static readonly TimeSpan MaxWrite = TimeSpan.FromSeconds(30);

    private const string AfterPosition = "after_position";
    private const long FromNow = -1;

    public async Task WatchAsync(
        WatchLedgerRequest request, IServerStreamWriter<WatchLedgerResponse> responses, ServerCallContext context)
    {
        await using var end = ends.Begin(context);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, end.Token);
        try
        {
            var filter = Read(request);
            var at = await BeginAsync(request.AfterPosition, filter, context);
            await FollowAsync(at, filter, new ResponseWriter<WatchLedgerResponse>(responses, time), ending.Token);
        }
        catch (OperationCanceledException) when (end.IsDue && !context.CancellationToken.IsCancellationRequested)
        {
            throw end.Refusal;
        }
    }

    private static WatchFilter Read(WatchLedgerRequest request)
    {
        var reader = new RequestReader(default);
        if (request.AfterPosition < FromNow)
        {
            reader.Add(AfterPosition, ErrorReason.OutOfRange,
                "after_position must be a position, 0 for the whole ledger, or -1 for new entries only.");
        }

        AccountId? account = request.AccountId.Length > 0 ? reader.Account("account_id", request.AccountId) : null;
        reader.ThrowIfInvalid();
        return new WatchFilter(account, request.IncludeAccountChanges);
    }

    // Only a server that knows where the ledger ends can say what comes from now on, or that a position is beyond it.
    private async Task<LedgerPoint> BeginAsync(long after, WatchFilter filter, ServerCallContext context)
    {
        var roster = await gate.RosterAsync(context);
        if (filter.Account is { } account && roster.Registry.FindAccount(account) is null)
        {
            throw ConsentErrors.AccountNotFound("account_id");
        }

        if (after > progress.End.Position)
        {
            // Another server may have sent what this one has yet to hear of.
            using var callTime = new CallTime(context, time);
            await progress.PollAsync(callTime.Token);
        }

        var end = progress.End;
        if (after > end.Position)
        {
            throw ConsentErrors.InvalidArgument(BeyondTheEnd(end.Position));
        }

        return after == FromNow || after == end.Position ? end.Point : new LedgerPoint(after, null);
    }

    private static Violation BeyondTheEnd(long end)
    {
        var limit = end.ToString(CultureInfo.InvariantCulture);
        return new Violation(
            AfterPosition,
            ErrorReason.OutOfRange,
            $"after_position is beyond the ledger's end, {limit}. If this service gave it to you, the ledger went back: a backup "
            + "was restored, or a failover lost entries. Read the ledger again from the start.",
            limit);
    }

    private async Task FollowAsync(
        LedgerPoint at, WatchFilter filter, ResponseWriter<WatchLedgerResponse> writer, CancellationToken cancellation)
    {
        var toldAt = time.GetTimestamp();
        var hasCaughtUp = false;
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();

            // Before the entries: what comes while they are read moves it.
            var end = progress.End;
            var entries = await feed.ReadAsync(at, end, cancellation);
            if (entries.Count > 0)
            {
                // Read after the entries were: their senders are known.
                var registry = progress.End.Registry;
                await SendAsync([.. entries.Where(entry => filter.Lets(entry, registry))], writer, cancellation);
                at = entries[^1].Point;
            }

            // At once when a watcher first has everything: one that began from now learns where it began.
            var isAtTheEnd = entries.Count == 0;
            if (time.GetElapsedTime(toldAt) >= HeartbeatInterval || (isAtTheEnd && !hasCaughtUp))
            {
                await writer.WriteAsync(
                    new WatchLedgerResponse { HeartbeatPosition = at.Position }, isLast: true, MaxWrite, cancellation);
                toldAt = time.GetTimestamp();
            }

            if (isAtTheEnd)
            {
                hasCaughtUp = true;
                await RestAsync(end, HeartbeatInterval - time.GetElapsedTime(toldAt), cancellation);
            }
        }
    }

    private static async Task SendAsync(
        List<WatchedEntry> entries, ResponseWriter<WatchLedgerResponse> writer, CancellationToken cancellation)
    {
        for (var index = 0; index < entries.Count; index++)
        {
            await writer.WriteAsync(entries[index].Message, isLast: index == entries.Count - 1, MaxWrite, cancellation);
        }
    }

    // Until there is more, or it is time for a heartbeat.
    private async Task RestAsync(LedgerEnd end, TimeSpan rest, CancellationToken cancellation)
    {
        if (rest > TimeSpan.Zero)
        {
            await end.Moved.WaitAsync(rest, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
