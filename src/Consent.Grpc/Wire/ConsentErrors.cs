using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>Refusals as callers see them: a status, an <c>ErrorInfo</c> with a documented reason, and every field's violation.</summary>
internal static class ConsentErrors
{
    // A refusal travels in headers, three times over, and some clients take 8 KiB of them.
    private const int MaxDescribed = 1_500;

    private const string ReadAnew = "What was received of it may never have happened. Read the ledger anew.";

    public static RpcException InvalidArgument(IReadOnlyList<Violation> violations)
    {
        var first = violations[0];
        var info = Info(first.Reason, ("field", first.Field));
        if (first.Limit is { } limit)
        {
            info.Metadata.Add("limit", limit);
        }

        var described = Described(violations);
        var message = string.Join(' ', described.Select(violation => violation.Description));
        if (described.Count < violations.Count)
        {
            info.Metadata.Add("violations", violations.Count.ToString(CultureInfo.InvariantCulture));
            message += string.Create(CultureInfo.InvariantCulture, $" And {violations.Count - described.Count} more.");
        }

        var badRequest = new BadRequest();
        badRequest.FieldViolations.AddRange(described.Select(violation => new BadRequest.Types.FieldViolation
        {
            Field = violation.Field,
            Reason = violation.Reason,
            Description = violation.Description,
        }));
        return Refusal(StatusCode.InvalidArgument, message, info, badRequest);
    }

    public static RpcException MessageUndecodable() => Refusal(
        StatusCode.InvalidArgument,
        "The message cannot be decoded: it is not the protobuf, the JSON or the framing that this method takes.",
        Info(ErrorReason.MessageUndecodable));

    public static RpcException MessageTooLarge() => Refusal(
        StatusCode.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture, $"The message is larger than {MessageLimits.MaxBytes} bytes."),
        Info(ErrorReason.MessageTooLarge, ("limit", MessageLimits.MaxBytes.ToString(CultureInfo.InvariantCulture))));

    public static RpcException RosterStale() => Refusal(
        StatusCode.Unavailable,
        "This server does not know at present whether what it knows is current, so it decides nothing. Ask another, or again.",
        Info(ErrorReason.RosterStale));

    public static RpcException StorageUnavailable() => Refusal(
        StatusCode.Unavailable,
        "The database did not answer as it should. Whether this was recorded is unknown: send it again with the same id.",
        Info(ErrorReason.StorageUnavailable));

    public static RpcException StorageBusy() => Refusal(
        StatusCode.ResourceExhausted,
        "Too many writes wait for the database; this one was not tried. Send it again after a moment, with the same id.",
        Info(ErrorReason.StorageBusy));

    public static RpcException LedgerUnreadable() => Refusal(
        StatusCode.Unavailable,
        "The database did not answer as it should. Nothing was changed: ask again, a stream from the last position received.",
        Info(ErrorReason.StorageUnavailable));

    public static RpcException LedgerWentBack(long position) => Refusal(
        StatusCode.DataLoss,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The ledger is no longer the one that was read up to position {position}: a backup was restored, or a failover lost entries. {ReadAnew}"),
        Info(ErrorReason.LedgerWentBack, ("position", position.ToString(CultureInfo.InvariantCulture))));

    public static RpcException ReaderTooSlow(TimeSpan limit) => Refusal(
        StatusCode.ResourceExhausted,
        string.Create(
            CultureInfo.InvariantCulture,
            $"What was sent was not read for {limit.TotalSeconds} seconds. Begin again, or go on from the last position received, and read faster."),
        Info(ErrorReason.ReaderTooSlow, ("limit", limit.TotalSeconds.ToString(CultureInfo.InvariantCulture))));

    public static RpcException ShuttingDown() => Refusal(
        StatusCode.Unavailable,
        "This server is being stopped. Go on with another; what was not answered can be asked again there.",
        Info(ErrorReason.ShuttingDown));

    public static RpcException DeadlineExceeded() => Refusal(
        StatusCode.DeadlineExceeded,
        "Out of time. Whether a write was recorded is unknown: send it again with the same id.",
        Info(ErrorReason.DeadlineExceeded));

    public static RpcException Cancelled() => Refusal(
        StatusCode.Cancelled, "The caller went away.", Info(ErrorReason.Cancelled));

    public static RpcException ResubscribeRequiresCustomer(string howToReturn) => Refusal(
        StatusCode.FailedPrecondition,
        $"Only the customer can lift an opt-out. {howToReturn}",
        Info(ErrorReason.ResubscribeRequiresCustomer));

    public static RpcException AccountNotFound(string field) => Refusal(
        StatusCode.NotFound, "No such account is registered.", Info(ErrorReason.AccountNotFound, ("field", field)));

    public static RpcException SenderNotFound(string field) => Refusal(
        StatusCode.NotFound, "No such sender is registered.", Info(ErrorReason.SenderNotFound, ("field", field)));

    /// <param name="field">The revision's field.</param>
    /// <param name="revision">The current one; 0 where there is none.</param>
    public static RpcException RevisionMismatch(string field, long revision) => Refusal(
        StatusCode.FailedPrecondition,
        "It has been changed since it was read. Read it again, and put what it shall be with its revision.",
        Info(ErrorReason.RevisionMismatch, ("field", field), ("revision", revision.ToString(CultureInfo.InvariantCulture))));

    public static RpcException SenderAccountFixed(string field) => Refusal(
        StatusCode.FailedPrecondition,
        "The sender belongs to another account. Once set, a sender's account stays.",
        Info(ErrorReason.SenderAccountFixed, ("field", field)));

    public static RpcException ImportScopeFixed(string field) => Refusal(
        StatusCode.FailedPrecondition,
        "The import was started for another sender number or account. Give another one another id.",
        Info(ErrorReason.ImportScopeFixed, ("field", field)));

    public static RpcException TooManySenders(string field, int limit) => Refusal(
        StatusCode.FailedPrecondition,
        string.Create(CultureInfo.InvariantCulture, $"The account has more than {limit} senders: name the candidates."),
        Info(ErrorReason.TooManySenders, ("field", field), ("limit", limit.ToString(CultureInfo.InvariantCulture))));

    public static RpcException Internal() => Refusal(
        StatusCode.Internal, "Something went wrong in the server; its log says what.", Info(ErrorReason.Internal));

    private static IReadOnlyList<Violation> Described(IReadOnlyList<Violation> violations)
    {
        var length = 0;
        return [.. violations.TakeWhile((violation, index) => (length += violation.Description.Length) <= MaxDescribed || index == 0)];
    }

    private static ErrorInfo Info(string reason, params ReadOnlySpan<(string Key, string Value)> metadata)
    {
        var info = new ErrorInfo { Domain = ErrorReason.Domain, Reason = reason };
        foreach (var (key, value) in metadata)
        {
            info.Metadata.Add(key, value);
        }

        return info;
    }

    private static RpcException Refusal(StatusCode code, string message, params ReadOnlySpan<IMessage> details)
    {
        var status = new Google.Rpc.Status { Code = (int)code, Message = message };
        foreach (var detail in details)
        {
            status.Details.Add(Any.Pack(detail));
        }

        return status.ToRpcException();
    }
}
