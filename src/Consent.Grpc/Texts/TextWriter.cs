using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Calls;
using Consent.Grains.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Grpc.Core;

namespace Consent.Grpc.Texts;

/// <summary>Enters a text through its records' grains, and waits until every server that answers checks knows.</summary>
internal sealed class TextWriter(RecordGrains grains, Acknowledgement acknowledgement, TimeProvider time)
{
    /// <summary>Enters a text in the record it is routed to; a START also in the number's, where that is opted out.</summary>
    /// <param name="sender">The number that was texted.</param>
    /// <param name="key">The record that the text changes.</param>
    /// <param name="request">The text.</param>
    /// <param name="context">The call.</param>
    /// <exception cref="OperationCanceledException">Out of time. Not acknowledged; a write may have finished.</exception>
    public async Task<TextAnswer> WriteAsync(
        SenderRoute sender, RecordKey key, RecordRequest request, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var answer = await grains.RecordAsync(key, request, callTime.Token);
        var number = request.Event.Kind == EventKind.OptIn && key.Account is not null
            ? await AlsoEnterAsync(sender, key.Customer, request, answer.Answered!.Position!.Value, callTime.Token)
            : null;
        await acknowledgement.WaitAsync(callTime.Token);
        return TextAnswer.Of(key, answer, number);
    }

    // What the number's record answered, now or in an earlier attempt; null where the START does not concern it.
    private async Task<AnsweredEvent?> AlsoEnterAsync(
        SenderRoute sender, PhoneNumber customer, RecordRequest request, long accountPosition, CancellationToken cancellation)
    {
        var key = RecordKey.ForNumber(sender.Number, customer);
        var number = await grains.GetAsync(key, accountPosition, cancellation);
        var identity = EventIdentity.Of(request.Event);
        if (number.Answered.FirstOrDefault(answered => answered.Identity == identity) is { } before)
        {
            return before;
        }

        return EventRoutes.AlsoChangesNumber(sender, request.Event.Kind, request.Policy, number.ToStanding(), accountPosition)
            ? (await grains.RecordAsync(key, request, cancellation)).Answered
            : null;
    }
}
