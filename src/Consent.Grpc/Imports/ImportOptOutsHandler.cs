using System.Data.Common;
using Consent.Core.Numbers;
using Consent.Grains.Records;
using Consent.Grpc.Limits;
using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Storage.Database;
using Consent.Storage.Imports;
using Consent.Storage.Ledger;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Imports;

/// <summary>Brings opt-outs in from another system: reads parts, enters their rows together, and says how far it is.</summary>
/// <remarks>
/// One part is read ahead, and a thousand rows are decided while those before them are written. An import therefore holds little
/// memory, and waits while its caller reads nothing.
/// </remarks>
internal sealed class ImportOptOutsHandler(
    FreshnessGate gate,
    DatabaseClock clock,
    IImportDatabase database,
    ImportWriter writer,
    ImportPace pace,
    ILedgerReader ledger,
    Acknowledgement acknowledgement,
    StreamEnds ends,
    TimeProvider time)
{
    public async Task ImportAsync(
        IAsyncStreamReader<ImportOptOutsRequest> requests,
        IServerStreamWriter<ImportOptOutsResponse> responses,
        ServerCallContext context)
    {
        await using var end = ends.Begin(context);
        if (!await end.NextAsync(requests.MoveNext(context.CancellationToken)))
        {
            throw ImportParts.HeaderFirst();
        }

        var head = ImportHeader.Read(requests.Current, clock.NowOrStale());
        _ = head.Scope.FindAccount(await gate.RosterAsync(context));
        try
        {
            var rows = new ImportRows(head, (await StartAsync(head, context.CancellationToken)).StartedAt);
            await EnterAsync(head, rows, requests, new ImportProgress(responses, ledger, acknowledgement, time), end, context);
        }
        catch (Exception e) when (e is DbException or StorageStuckException)
        {
            throw new RecordUnavailableException($"Rows could not be entered: {e.Message}", RecordFailure.Storage);
        }
    }

    private async Task<StartedImport> StartAsync(ImportHeader head, CancellationToken cancellation)
    {
        var started = await database.StartAsync(head.Id, head.ScopeText, cancellation);
        return started.Scope == head.ScopeText ? started : throw ConsentErrors.ImportScopeFixed("header.import_id");
    }

    private async Task EnterAsync(
        ImportHeader head,
        ImportRows rows,
        IAsyncStreamReader<ImportOptOutsRequest> requests,
        ImportProgress progress,
        StreamEnd end,
        ServerCallContext context)
    {
        var cancellation = context.CancellationToken;
        var pending = new PendingRows(writer, pace, progress);
        AccountId? account = null;
        var next = requests.MoveNext(cancellation);
        try
        {
            while (await NextAsync(next, pending, progress, end, cancellation))
            {
                var part = ImportParts.RowsOf(requests.Current);
                if (pending.Count + part.Count > ImportWriter.MaxRows)
                {
                    await pending.FlushAsync(cancellation);
                }

                account = pending.Count == 0 ? head.Scope.AccountIn(await gate.RosterAsync(context)) : account;
                Take(part, rows, pending, account, progress);
                next = requests.MoveNext(cancellation);

                // Small parts that are at hand are entered together.
                if (!next.IsCompletedSuccessfully)
                {
                    await pending.FlushAsync(cancellation);
                }

                await progress.AnswerWhereDueAsync(cancellation);
            }
        }
        catch
        {
            next.Forget();
            pending.Abandon();
            throw;
        }

        await pending.FlushAsync(cancellation);
        await pending.FinishAsync();
        await progress.DoneAsync(cancellation);
    }

    private void Take(
        IEnumerable<V1.ImportRow> part, ImportRows rows, PendingRows pending, AccountId? account, ImportProgress progress)
    {
        var now = clock.NowOrStale();
        foreach (var given in part)
        {
            if (rows.Read(given, now, account, out var row) is { } fault)
            {
                progress.Reject(given.CustomerNumber, fault);
            }
            else
            {
                pending.Add(row!);
                progress.Took();
            }
        }
    }

    // Says how far it is while the caller takes its time. An import that is ended is resumed, on this server or another.
    private async Task<bool> NextAsync(
        Task<bool> next, PendingRows pending, ImportProgress progress, StreamEnd end, CancellationToken cancellation)
    {
        var awaited = end.NextAsync(next).AsTask();
        try
        {
            while (!awaited.IsCompleted)
            {
                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                var tick = Task.Delay(progress.TimeLeft, time, waiting.Token);
                if (await Task.WhenAny(awaited, tick) == awaited)
                {
                    await waiting.CancelAsync();
                }
                else
                {
                    cancellation.ThrowIfCancellationRequested();
                    await pending.FinishAsync();
                    await progress.AnswerAsync(done: false, cancellation);
                }
            }
        }
        catch
        {
            awaited.Forget();
            throw;
        }

        return await awaited;
    }
}
