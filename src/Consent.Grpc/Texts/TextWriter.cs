using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grains.Calls;
using Consent.Grains.Records;
using Consent.Grpc.Wire;
using Consent.Roster.Acknowledgements;
using Consent.Storage.Ledger;
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

        // The last of them, unless the answer rests on what was found after it.
        var committed = answer.Committed;
        foreach (var other in others)
        {
            // The reply is offered once: by the first record, unless the number's own did not take a START.
            var isNumbers = other.Sender == sender;
            var also = isNumbers ? request : request with { Replies = ReplyTexts.None };
            var entered = await AlsoEnterAsync(
                other, isNumbers || other.Account is not null ? default : account, also, answer, callTime.Token);
            number = isNumbers ? entered.Answered : number;
            committed = entered.IsAsked ? entered.Committed : committed;
        }

        await acknowledgement.WaitAsync(committed, callTime.Token);
        return TextAnswer.Of(key, answer, number);
    }

    private async Task<Entered> AlsoEnterAsync(
        RecordKey key, Standing account, RecordRequest request, RecordAnswer first, CancellationToken cancellation)
    {
        var position = first.Answered!.Position!.Value;
        if (request.Event.Kind == EventKind.OptOut)
        {
            return EventRoutes.AlsoOptsOut(first.Answered.Applied, first.Record.ToStanding(), position)
                ? Entered.Of(await grains.RecordAsync(key, request, cancellation))
                : default;
        }

        var other = await grains.GetAsync(key, position, cancellation);
        var identities = EventIdentity.RepeatedBy(request.Event);
        if (other.Answered.FirstOrDefault(answered => identities.Include(answered.Identity)) is { } before)
        {
            return new Entered(IsAsked: true, before);
        }

        return EventRoutes.AlsoLifts(request.Policy, other.ToStanding(), position, account)
            ? Entered.Of(await grains.RecordAsync(key, request, cancellation))
            : new Entered(IsAsked: true);
    }

    // IsAsked: whether the other record's grain was asked. Answered: what it answered, now or in an earlier attempt; null where the text
    // does not concern it. Committed: the entry that it committed now.
    private readonly record struct Entered(bool IsAsked, AnsweredEvent? Answered = null, LedgerPoint? Committed = null)
    {
        public static Entered Of(RecordAnswer answer) => new(true, answer.Answered, answer.Committed);
    }
}
