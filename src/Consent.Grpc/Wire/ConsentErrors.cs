using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>Refusals as callers see them: a status, an <c>ErrorInfo</c> with a documented reason, and every violation.</summary>
internal static class ConsentErrors
{
    // A refusal travels in headers, three times over, and some clients take 8 KiB of them.
    private const int MaxDescribed = 1_500;

    private const string ReadAgain = "A backup was restored, or a failover lost entries. Read the ledger again from the start.";

    public static RpcException InvalidArgument(Violation violation) => InvalidArgument([violation]);

    /// <param name="violations">
    /// At least one; the first gives the refusal its reason. Without a field it is about the whole message.
    /// </param>
    public static RpcException InvalidArgument(IReadOnlyList<Violation> violations)
    {
        ArgumentOutOfRangeException.ThrowIfZero(violations.Count);
        var first = violations[0];
        if (first.Field.Length == 0)
        {
            return Refusal(StatusCode.InvalidArgument, first.Description, Info(first.Reason));
        }

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

    public static RpcException CredentialMissing() => Refusal(
        StatusCode.Unauthenticated,
        "A credential is required. Send an API key or a token as 'authorization: Bearer …', or an API key as 'x-api-key: …'.",
        Info(ErrorReason.CredentialMissing));

    public static RpcException CredentialInvalid() => Refusal(
        StatusCode.Unauthenticated,
        "The credential is not accepted. It may be mistyped, expired, revoked, or made for another server.",
        Info(ErrorReason.CredentialInvalid));

    public static RpcException CredentialInvalid(string problem) => Refusal(
        StatusCode.Unauthenticated, problem, Info(ErrorReason.CredentialInvalid));

    public static RpcException CredentialUnchecked() => Refusal(
        StatusCode.Unavailable,
        "Tokens cannot be checked now: this server could not read the keys of their authority. Retry, or ask another server.",
        Info(ErrorReason.CredentialUnchecked));

    public static RpcException CredentialOver() => Refusal(
        StatusCode.Unauthenticated,
        "The credential of this stream has expired or was revoked. Open another with one that is accepted, and resume there.",
        Info(ErrorReason.CredentialInvalid));

    public static RpcException CredentialAmbiguous() => Refusal(
        StatusCode.Unauthenticated,
        "There is more than one credential. Send one 'authorization' header, or one 'x-api-key' header.",
        Info(ErrorReason.CredentialInvalid));

    public static RpcException CredentialSchemeUnknown() => Refusal(
        StatusCode.Unauthenticated,
        "The 'authorization' header must be 'Bearer', a space, and an API key or a token.",
        Info(ErrorReason.CredentialInvalid));

    public static RpcException RoleNotGranted() => Refusal(
        StatusCode.PermissionDenied,
        "The credential's roles do not allow this method.",
        Info(ErrorReason.RoleNotGranted));

    public static RpcException ScopeNotGranted() => Refusal(
        StatusCode.PermissionDenied,
        "The credential is limited to other accounts or sender numbers. Where a message may leave them out, it must name one.",
        Info(ErrorReason.ScopeNotGranted));

    public static RpcException MessageUndecodable() => Refusal(
        StatusCode.InvalidArgument,
        "The message cannot be decoded. It is not the protobuf, JSON or framing that this method expects.",
        Info(ErrorReason.MessageUndecodable));

    public static RpcException ContentTypeNotJson() => Refusal(
        StatusCode.InvalidArgument,
        "The content type must be application/json, in UTF-8 or another charset that this server has.",
        Info(ErrorReason.ContentTypeNotJson));

    public static RpcException NotGrpc() => Refusal(
        StatusCode.InvalidArgument,
        "This path takes gRPC over HTTP/2, with the content type application/grpc, on the gRPC port. gRPC-Web must be switched on. "
            + "JSON has paths of its own.",
        Info(ErrorReason.NotGrpc));

    public static RpcException MessageTooLarge() => Refusal(
        StatusCode.ResourceExhausted,
        string.Create(CultureInfo.InvariantCulture, $"The message is larger than {MessageLimits.MaxBytes} bytes."),
        Info(ErrorReason.MessageTooLarge, ("limit", MessageLimits.MaxBytes.ToString(CultureInfo.InvariantCulture))));

    public static RpcException RosterStale() => Refusal(
        StatusCode.Unavailable,
        "This server's data may be stale, so it cannot decide. Retry, or ask another server.",
        Info(ErrorReason.RosterStale));

    public static RpcException StorageUnavailable() => Refusal(
        StatusCode.Unavailable,
        "The database failed or did not answer in time. It is unknown whether this was recorded. Send it again with the same id.",
        Info(ErrorReason.StorageUnavailable));

    public static RpcException StorageBusy() => Refusal(
        StatusCode.ResourceExhausted,
        "Too many writes are waiting for the database, so this one was not tried. Send it again in a moment with the same id.",
        Info(ErrorReason.StorageBusy));

    /// <param name="delay">After so long the allowance will do, if the caller takes nothing until then.</param>
    public static RpcException RateLimited(Duration delay) => Refusal(
        StatusCode.ResourceExhausted,
        "Your allowance for such calls is used up, so nothing was done. Try again after the delay in the details.",
        Info(ErrorReason.RateLimited),
        new RetryInfo { RetryDelay = delay });

    /// <param name="delay">When to come back.</param>
    public static RpcException Overloaded(Duration delay) => Refusal(
        StatusCode.ResourceExhausted,
        "This server has more to do than it can, so nothing was done. Ask another server, or try again after the delay in the details.",
        Info(ErrorReason.Overloaded),
        new RetryInfo { RetryDelay = delay });

    public static RpcException LedgerUnreadable() => Refusal(
        StatusCode.Unavailable,
        "The database failed or did not answer in time. Nothing was changed. Retry, streams after the last position received.",
        Info(ErrorReason.StorageUnavailable));

    public static RpcException LedgerWentBack(long position) => Refusal(
        StatusCode.DataLoss,
        string.Create(
            CultureInfo.InvariantCulture,
            $"The ledger went back, and is not the one you read up to position {position}. {ReadAgain}"),
        Info(ErrorReason.LedgerWentBack, ("position", position.ToString(CultureInfo.InvariantCulture))));

    public static RpcException ReaderTooSlow(TimeSpan limit) => Refusal(
        StatusCode.ResourceExhausted,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Nothing was read for {limit.TotalSeconds} seconds. Resume after the last position received and read faster."),
        Info(ErrorReason.ReaderTooSlow, ("limit", limit.TotalSeconds.ToString(CultureInfo.InvariantCulture))));

    public static RpcException ShuttingDown() => Refusal(
        StatusCode.Unavailable,
        "This server is stopping. Use another server, and resend there what was not answered.",
        Info(ErrorReason.ShuttingDown));

    public static RpcException StreamIdle(TimeSpan limit) => Refusal(
        StatusCode.Unavailable,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Nothing was sent for {limit.TotalSeconds} seconds, so this stream ends. Open another, and resend what was not answered."),
        Info(ErrorReason.StreamIdle, ("limit", limit.TotalSeconds.ToString(CultureInfo.InvariantCulture))));

    public static RpcException StreamTooOld() => Refusal(
        StatusCode.Unavailable,
        "This stream has been open for as long as one may be. Open another, and resume after what was answered or received last.",
        Info(ErrorReason.StreamTooOld));

    public static RpcException DeadlineExceeded() => Refusal(
        StatusCode.DeadlineExceeded,
        "The deadline passed. It is unknown whether a write was recorded. Send it again with the same id.",
        Info(ErrorReason.DeadlineExceeded));

    public static RpcException Cancelled() => Refusal(
        StatusCode.Cancelled, "The caller cancelled the call or disconnected.", Info(ErrorReason.Cancelled));

    public static RpcException ResubscribeRequiresCustomer(string howToReturn) => Refusal(
        StatusCode.FailedPrecondition,
        $"Only the customer can lift an opt-out. {howToReturn}",
        Info(ErrorReason.ResubscribeRequiresCustomer));

    public static RpcException AccountNotFound(string field) => Refusal(
        StatusCode.NotFound, "This account is not registered.", Info(ErrorReason.AccountNotFound, ("field", field)));

    public static RpcException SenderNotFound(string field) => Refusal(
        StatusCode.NotFound, "This sender is not registered.", Info(ErrorReason.SenderNotFound, ("field", field)));

    /// <param name="field">The revision's field.</param>
    /// <param name="revision">The current one; 0 where there is none.</param>
    public static RpcException RevisionMismatch(string field, long revision) => Refusal(
        StatusCode.FailedPrecondition,
        "It was changed since you read it. Read it again and resend with the current revision.",
        Info(ErrorReason.RevisionMismatch, ("field", field), ("revision", revision.ToString(CultureInfo.InvariantCulture))));

    public static RpcException SenderAccountFixed(string field) => Refusal(
        StatusCode.FailedPrecondition,
        "This sender belongs to another account. A sender's account cannot be changed.",
        Info(ErrorReason.SenderAccountFixed, ("field", field)));

    public static RpcException ImportScopeFixed(string field) => Refusal(
        StatusCode.FailedPrecondition,
        "This import_id belongs to another sender or account. Use a new import_id.",
        Info(ErrorReason.ImportScopeFixed, ("field", field)));

    public static RpcException TooManySenders(string field, int limit) => Refusal(
        StatusCode.FailedPrecondition,
        string.Create(
            CultureInfo.InvariantCulture, $"The account has more than {limit} senders. Name the candidates in sender_numbers."),
        Info(ErrorReason.TooManySenders, ("field", field), ("limit", limit.ToString(CultureInfo.InvariantCulture))));

    public static RpcException ReviewNotFound(string field) => Refusal(
        StatusCode.NotFound, "The account has no entry at this position.", Info(ErrorReason.ReviewNotFound, ("field", field)));

    public static RpcException ApiKeyNotFound(string field) => Refusal(
        StatusCode.NotFound, "There is no API key of this id.", Info(ErrorReason.ApiKeyNotFound, ("field", field)));

    public static RpcException EntryNotReviewable(string field) => Refusal(
        StatusCode.FailedPrecondition,
        "This entry opened no review: it is no text that may be an opt-out, or the customer was opted out already, or a later START stood.",
        Info(ErrorReason.EntryNotReviewable, ("field", field)));

    /// <param name="how">How it was settled, to follow "already".</param>
    /// <param name="settlement">The same as metadata: the verdict, who is named in the entry, its position and its time.</param>
    public static RpcException ReviewSettled(string how, params ReadOnlySpan<(string Key, string Value)> settlement) => Refusal(
        StatusCode.FailedPrecondition,
        $"This review is settled already: {how}",
        Info(ErrorReason.ReviewSettled, settlement));

    public static RpcException Internal() => Refusal(
        StatusCode.Internal, "Internal error. See the server's log.", Info(ErrorReason.Internal));

    private static IReadOnlyList<Violation> Described(IReadOnlyList<Violation> violations)
    {
        var length = 0;
        return [.. violations.TakeWhile(
            (violation, index) => (length += violation.Description.Length) <= MaxDescribed || index == 0)];
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
