using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Records;
using Consent.Grpc.Records;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using MessagePurpose = Consent.Core.Records.MessagePurpose;

namespace Consent.Grpc.Checks;

/// <summary>Lets the one reply out that a customer's text called for: rule 2, the one exception to "never after a STOP".</summary>
internal sealed class PendingReplies(RecordGrains grains, RecordWriter writer, TimeProvider time)
{
    /// <summary>Asks each record that may have called for the reply, until one lets it out.</summary>
    public async Task<bool> TryUseAsync(
        SenderRoute sender, PhoneNumber customer, CheckSendRequest request, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var use = new ReplyUse(sender.Number, (MessagePurpose)request.Purpose, request.MessageId, writer.Now);
        var (first, second) = EventRoutes.OfReply(sender, customer);
        return await TryUseAsync(first, use, callTime.Token)
            || (second is { } other && await TryUseAsync(other, use, callTime.Token));
    }

    private Task<bool> TryUseAsync(RecordKey key, ReplyUse use, CancellationToken cancellation) =>
        grains.CallAsync(key, grain => grain.UseReplyAsync(use), cancellation);
}
