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
    /// <exception cref="OperationCanceledException">Out of time. Not acknowledged; a write may have finished.</exception>
    public async Task<TextAnswer> WriteAsync(TextRoute route, PhoneNumber customer, ConsentEvent text, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var key = EventRoutes.OfText(route.Sender, customer);
        var request = new RecordRequest(text, route.Policy, route.Replies);
        var answer = await grains.RecordAsync(key, request, callTime.Token);
        var number = text.Kind == EventKind.OptIn && key.Account is not null
            ? await AlsoEnterAsync(route, customer, request, answer.Answered!.Position!.Value, callTime.Token)
            : null;
        await acknowledgement.WaitAsync(callTime.Token);
        return TextAnswer.Of(key, answer, number);
    }

    // What the number's record answered, now or in an earlier attempt; null where the START does not concern it.
    private async Task<AnsweredEvent?> AlsoEnterAsync(
        TextRoute route, PhoneNumber customer, RecordRequest request, long accountPosition, CancellationToken cancellation)
    {
        var key = RecordKey.ForNumber(route.Sender.Number, customer);
        var number = await grains.GetAsync(key, accountPosition, cancellation);
        var identity = EventIdentity.Of(request.Event);
        if (number.Answered.FirstOrDefault(answered => answered.Identity == identity) is { } before)
        {
            return before;
        }

        return EventRoutes.AlsoChangesNumber(route.Sender, request.Event.Kind, route.Policy, number.ToStanding(), accountPosition)
            ? (await grains.RecordAsync(key, request, cancellation)).Answered
            : null;
    }
}
