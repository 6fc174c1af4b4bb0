using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Calls;
using Consent.Grains.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Clocks;
using Grpc.Core;

namespace Consent.Grpc.Checks;

/// <summary>Lets out the one reply that a text called for: rule 2, the only exception to "never after a STOP".</summary>
internal sealed class PendingReplyUse(RecordGrains grains, DatabaseClock clock, TimeProvider time)
{
    /// <summary>Asks each record that may have called for the reply, until one lets it out.</summary>
    public async Task<bool> TryUseAsync(SenderRoute sender, SendQuery query, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var use = new ReplyUse(sender.Number, query.Purpose, query.MessageId, clock.NowOrStale(), query.Customer.OtherSpelling);
        var (first, second) = EventRoutes.OfReply(sender, query.Customer);
        return await TryUseAsync(first, use, callTime.Token)
            || (second is { } other && await TryUseAsync(other, use, callTime.Token));
    }

    private Task<bool> TryUseAsync(RecordKey key, ReplyUse use, CancellationToken cancellation) =>
        grains.UseReplyAsync(key, use, cancellation);
}
