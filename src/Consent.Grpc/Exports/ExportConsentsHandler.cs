using System.Data.Common;
using System.Threading.Channels;
using Consent.Core.Numbers;
using Consent.Grains.Records;
using Consent.Grpc.Limits;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Storage.Exports;
using Consent.V1;
using Grpc.Core;
using ConsentState = Consent.Core.Records.ConsentState;

namespace Consent.Grpc.Exports;

/// <summary>Sends the records as they stand at one position while they are read, so few parts are in memory.</summary>
internal sealed class ExportConsentsHandler(
    FreshnessGate gate, RecordExport export, StreamEnds ends, TimeProvider time)
{
    /// <summary>How long the caller may take to read what is sent: the database keeps its snapshot for so long.</summary>
    public static readonly TimeSpan MaxWrite = TimeSpan.FromSeconds(30);

    private const int PartSize = 1_000;
    private const int PartsAhead = 2;

    public async Task ExportAsync(
        ExportConsentsRequest request, IServerStreamWriter<ExportConsentsResponse> responses, ServerCallContext context)
    {
        var filter = ReadFilter(request);
        if (filter.Account is { } account && (await gate.RosterAsync(context)).Registry.FindAccount(account) is null)
        {
            throw ConsentErrors.AccountNotFound("account_id");
        }

        var writer = new ResponseWriter<ExportConsentsResponse>(responses, time);
        var parts = System.Threading.Channels.Channel.CreateBounded<ExportConsentsResponse>(PartsAhead);
        await using var end = ends.BeginWithoutLimits(context);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, end.Token);

        // SQLite blocks the calling thread.
        var reading = Task.Run(() => ReadAsync(filter, parts.Writer, ending.Token), CancellationToken.None);
        try
        {
            await foreach (var part in parts.Reader.ReadAllAsync(ending.Token))
            {
                await writer.WriteAsync(part, isLast: true, MaxWrite, ending.Token);
            }
        }
        catch (OperationCanceledException) when (end.IsDue && !context.CancellationToken.IsCancellationRequested)
        {
            throw end.Refusal;
        }
        catch (DbException e)
        {
            throw new RecordUnavailableException($"Records could not be read: {e.Message}", RecordFailure.Storage);
        }
        finally
        {
            await ending.CancelAsync();
            await reading;
        }
    }

    private static ExportFilter ReadFilter(ExportConsentsRequest request)
    {
        var reader = new RequestReader(default);
        AccountId? account = request.AccountId.Length > 0 ? reader.Account("account_id", request.AccountId) : null;
        SenderNumber? sender = request.SenderNumber.Length > 0 ? reader.Sender("sender_number", request.SenderNumber) : null;
        if (account is not null && sender is not null)
        {
            reader.Add("account_id", ErrorReason.ScopeAmbiguous, "Give either sender_number or account_id, not both.");
        }

        var state = reader.State(request.State);
        reader.ThrowIfInvalid();
        return new ExportFilter(account, sender, state == ConsentState.Unspecified ? null : state);
    }

    private async Task ReadAsync(ExportFilter filter, ChannelWriter<ExportConsentsResponse> parts, CancellationToken cancellation)
    {
        Exception? failure = null;
        try
        {
            await foreach (var part in export.ReadAsync(filter, PartSize, cancellation))
            {
                await parts.WriteAsync(part.ToWire(), cancellation);
            }
        }
        catch (Exception e)
        {
            failure = e;
        }

        parts.Complete(failure);
    }
}
