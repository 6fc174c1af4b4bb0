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
    /// <summary>Enters a text in the record it is routed to; an opt-out or an opt-in also in others that it concerns.</summary>
    /// <param name="sender">The number that was texted.</param>
    /// <param name="key">The record that the text changes.</param>
    /// <param name="others">The other records that it may change.</param>
    /// <param name="account">What is known of the account's record.</param>
    /// <param name="request">The text.</param>
    /// <param name="context">The call.</param>
    /// <exception cref="OperationCanceledException">Out of time. Not acknowledged; a write may have finished.</exception>
    public async Task<TextAnswer> WriteAsync(
        SenderNumber sender,
        RecordKey key,
        IEnumerable<RecordKey> others,
        Standing account,
        RecordRequest request,
        ServerCallContext context)
    {
        using var callTime = new CallTime(context, time);
        var answer = await grains.RecordAsync(key, request, callTime.Token);
        AnsweredEvent? number = null;
        foreach (var other in others)
        {
            // The reply is offered once: by the first record, unless the number's own did not take a START.
            var isNumbers = other.Sender == sender;
            var also = isNumbers ? request : request with { Replies = ReplyTexts.None };
            var answered = await AlsoEnterAsync(
                other, isNumbers || other.Account is not null ? default : account, also, answer, callTime.Token);
            number = isNumbers ? answered : number;
        }

        await acknowledgement.WaitAsync(callTime.Token);
        return TextAnswer.Of(key, answer, number);
    }

    // What the other record answered, now or in an earlier attempt; null where the text does not concern it.
    private async Task<AnsweredEvent?> AlsoEnterAsync(
        RecordKey key, Standing account, RecordRequest request, RecordAnswer first, CancellationToken cancellation)
    {
        var position = first.Answered!.Position!.Value;
        if (request.Event.Kind == EventKind.OptOut)
        {
            return EventRoutes.AlsoOptsOut(first.Answered.Applied, first.Record.ToStanding(), position)
                ? (await grains.RecordAsync(key, request, cancellation)).Answered
                : null;
        }

        var other = await grains.GetAsync(key, position, cancellation);
        var identities = EventIdentity.RepeatedBy(request.Event);
        if (other.Answered.FirstOrDefault(answered => identities.Include(answered.Identity)) is { } before)
        {
            return before;
        }

        return EventRoutes.AlsoLifts(request.Policy, other.ToStanding(), position, account)
            ? (await grains.RecordAsync(key, request, cancellation)).Answered
            : null;
    }
}
