using System.Buffers;
using System.IO.Pipelines;
using Consent.Grpc.Access;
using Consent.Grpc.Limits;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Checks;

/// <summary>Answers the ordinary items of a StreamCheckSend from their bytes; see <see cref="DirectChecks"/>.</summary>
internal sealed class DirectItems(
    CheckSendHandler checks, CheckAllowance allowance, FreshnessGate gate, IOptions<CheckOptions> options, TimeProvider time)
{
    /// <summary>Begins with a stream whose first answer gRPC's library sends: its headers are sent by then.</summary>
    /// <returns>Null where the whole stream is left to gRPC's library, such as one in JSON.</returns>
    public DirectStream? Begin(ServerCallContext context)
    {
        var http = context.GetHttpContext();
        return options.Value.Direct && GrpcCall.IsGrpc(http.Request) && GrpcCall.IsNotEncoded(http.Request)
            ? new DirectStream(this, http, context)
            : null;
    }

    /// <summary>Decides an item that is covered, and has not been refused.</summary>
    /// <returns>The answer as a frame; null where the service has to look at the item.</returns>
    internal byte[]? TryDecide(ReadOnlySpan<byte> check, HttpContext http, ServerCallContext context)
    {
        try
        {
            return CheckSendBytes.TryRead(check, out var query)
                && gate.TryPass(out var roster)
                && query.IsCoveredBy(http.Caller().Grant, roster)
                && allowance.TryTake(context, 1) is null
                ? checks.Frame(query, roster)
                : null;
        }
        catch (Exception)
        {
            // A fault of ours. The service meets it too, and tells of it.
            return null;
        }
    }

    /// <summary>Waits for answers to be sent, to a caller that must read them in time.</summary>
    internal Task SentInTimeAsync(Task sent, TimeSpan limit, CancellationToken cancellation) =>
        sent.InTimeAsync(limit, time, cancellation);
}

/// <summary>A stream's items that are at hand, between those that gRPC's library reads.</summary>
/// <remarks>
/// The library keeps nothing between two messages: what is not taken here is there when it reads next, and what is written here comes
/// after what it has written.
/// </remarks>
internal sealed class DirectStream(DirectItems items, HttpContext http, ServerCallContext context)
{
    // As many answers wait to be sent together as on the other way.
    private const int MaxAtOnce = StreamCheckSendHandler.MaxUnsent;

    // A frame with an id, two numbers, a channel, a purpose and a message id.
    private const int MaxMessage = 256;

    private readonly PipeReader _requests = http.Request.BodyReader;
    private readonly PipeWriter _responses = http.Response.BodyWriter;
    private readonly ArrayBufferWriter<byte> _answers = new();

    /// <summary>Takes the ordinary items that have come, and makes their answers. None are sent yet.</summary>
    /// <returns>Whether there are any.</returns>
    public bool TryAnswer()
    {
        _answers.ResetWrittenCount();
        if (context.CancellationToken.IsCancellationRequested || !TryRead(out var read))
        {
            return false;
        }

        var rest = read.Buffer;
        Span<byte> copy = stackalloc byte[MaxMessage];
        for (var count = 0; count < MaxAtOnce && TryAnswer(ref rest, copy); count++)
        {
        }

        // What is left has not been looked at: the library's next read has it at once.
        _requests.AdvanceTo(rest.Start);
        return _answers.WrittenCount > 0;
    }

    /// <summary>Sends them, to a caller that must read them in time.</summary>
    /// <param name="limit">For how long the caller may leave them unread.</param>
    /// <exception cref="RpcException">RESOURCE_EXHAUSTED: the caller is too slow. CANCELLED: the connection is gone.</exception>
    public Task SendAsync(TimeSpan limit)
    {
        _responses.Write(_answers.WrittenSpan);
        var sent = _responses.FlushAsync(CancellationToken.None);
        return sent.IsCompletedSuccessfully
            ? Task.CompletedTask
            : items.SentInTimeAsync(sent.AsTask(), limit, context.CancellationToken);
    }

    private bool TryRead(out ReadResult read)
    {
        try
        {
            return _requests.TryRead(out read);
        }
        catch (Exception)
        {
            // The caller has given the call up. The library knows what to make of it.
            read = default;
            return false;
        }
    }

    private bool TryAnswer(ref ReadOnlySequence<byte> rest, Span<byte> copy)
    {
        if (!MessageFrame.TryRead(rest, copy, out var message, out var next)
            || !StreamItemBytes.TryRead(message, out var id, out var check)
            || items.TryDecide(check, http, context) is not { } answer)
        {
            return false;
        }

        StreamItemBytes.WriteAnswer(_answers, id, answer);
        rest = rest.Slice(next);
        return true;
    }
}
