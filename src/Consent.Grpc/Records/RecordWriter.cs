using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Records;
using Consent.Grpc.Texts;
using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Clocks;
using Grpc.Core;

namespace Consent.Grpc.Records;

/// <summary>Enters an event through its records' grains, and waits until every server that answers checks knows.</summary>
internal sealed class RecordWriter(RecordGrains grains, Acknowledgement acknowledgement, DatabaseClock clock, TimeProvider time)
{
    /// <summary>The database's clock, which dates what arrives.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: nothing has been heard of the database yet.</exception>
    public Instant Now => clock.Now ?? throw ConsentErrors.RosterStale();

    /// <summary>Enters what was said of the record that is named.</summary>
    /// <exception cref="OperationCanceledException">Out of time: nothing is acknowledged, though the write may be finished.</exception>
    public async Task<RecordAnswer> WriteAsync(RecordKey key, RecordRequest request, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var answer = await EnterAsync(key, request, callTime.Token);
        await acknowledgement.WaitAsync(callTime.Token);
        return answer;
    }

    /// <summary>Enters a text in the record that it is routed to, and a START in the number's as well where that is opted out.</summary>
    /// <exception cref="OperationCanceledException">Out of time: nothing is acknowledged, though the writes may be finished.</exception>
    public async Task<TextAnswer> WriteAsync(
        TextRoute route, PhoneNumber customer, ConsentEvent text, ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var key = EventRoutes.OfText(route.Sender, customer);
        var request = new RecordRequest(text, route.Policy, route.Replies);
        var answer = await EnterAsync(key, request, callTime.Token);
        var number = text.Kind == EventKind.OptIn && key.Account is not null
            ? await AlsoEnterAsync(route, customer, request, answer.Answered!.Position!.Value, callTime.Token)
            : null;
        await acknowledgement.WaitAsync(callTime.Token);
        return TextAnswer.Of(key, answer, number);
    }

    // What the number's record answered, now or in an attempt before; null where the START is none of its business.
    private async Task<AnsweredEvent?> AlsoEnterAsync(
        TextRoute route, PhoneNumber customer, RecordRequest request, long accountPosition, CancellationToken cancellation)
    {
        var key = RecordKey.ForNumber(route.Sender.Number, customer);
        var number = (await grains.CallAsync(key, grain => grain.GetAsync(accountPosition), cancellation)).Record;
        var identity = EventIdentity.Of(request.Event);
        if (number.Answered.FirstOrDefault(answered => answered.Identity == identity) is { } before)
        {
            return before;
        }

        return EventRoutes.AlsoChangesNumber(route.Sender, request.Event.Kind, route.Policy, number.ToStanding(), accountPosition)
            ? (await EnterAsync(key, request, cancellation)).Answered
            : null;
    }

    private Task<RecordAnswer> EnterAsync(RecordKey key, RecordRequest request, CancellationToken cancellation) =>
        grains.CallAsync(key, grain => grain.RecordAsync(request), cancellation);
}
