using System.Collections.Immutable;
using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>How a record changes: a pure function of the record, the event and the account's policy.</summary>
public static class RecordRules
{
    /// <summary>How long after the text that called for it a reply may go out.</summary>
    public static readonly TimeSpan ReplyWindow = TimeSpan.FromMinutes(5);

    /// <summary>How many replies, pending or used, are kept with one record: an account has many numbers.</summary>
    public const int MaxPendingReplies = 16;

    /// <summary>Whether an operator may reactivate. Otherwise only the customer's own START lifts an opt-out.</summary>
    public static bool MayReactivate(ResubscribePolicy policy) => policy == ResubscribePolicy.ManualReactivation;

    /// <summary>Enters an event that is no repetition.</summary>
    /// <param name="before">The record.</param>
    /// <param name="consentEvent">The event.</param>
    /// <param name="policy">The account's.</param>
    /// <param name="replies">The texts of the replies that the event may call for.</param>
    /// <param name="identity">The event's identity, if it is known already.</param>
    public static Transition Apply(
        ConsentRecord before, ConsentEvent consentEvent, ResubscribePolicy policy, ReplyTexts replies, string? identity = null)
    {
        var at = EventTimes.Of(consentEvent, before.LastEventAt);
        var candidate = new DecidingEvent
        {
            At = at,
            GivenAt = consentEvent.GivenAt,
            HasSentAt = consentEvent is { GivenAt: not null, SentAt: not null },
            Gateway = consentEvent.Gateway,
            Source = consentEvent.Source,
            Matched = consentEvent.Matched,
        };
        var transition = consentEvent.Kind switch
        {
            EventKind.OptOut => OptOut(before, candidate, consentEvent, replies),
            EventKind.OptIn => OptIn(before, candidate, consentEvent, policy, replies),
            EventKind.Reactivation => Reactivate(before, candidate),
            EventKind.Help => new Transition(
                before, LedgerEntryKind.HelpRequested, at, true, false, HelpReply(consentEvent, replies.Help)),
            EventKind.PossibleOptIn => PossibleOptIn(before, at, consentEvent, replies),
            EventKind.PossibleOptOut => new Transition(
                before, LedgerEntryKind.PossibleOptOut, at, OpensReview(before, candidate, consentEvent), false, null),
            EventKind.ReviewedNotOptOut => new Transition(before, LedgerEntryKind.ReviewedNotOptOut, at, true, false, null),
            _ => throw new ArgumentException($"A record has no event {consentEvent.Kind}.", nameof(consentEvent)),
        };
        transition = transition with
        {
            Identity = identity ?? EventIdentity.Of(consentEvent),
            Reply = transition.Reply is { Body.Length: > 0 } reply ? reply : null,
        };
        return transition with { Record = Entered(transition, before, consentEvent) };
    }

    /// <summary>
    /// Lets out a reply that is pending, once: the record after its use, the same record where this outgoing message has used
    /// it before, or null where no such reply is pending.
    /// </summary>
    public static ConsentRecord? UseReply(
        ConsentRecord before, SenderNumber sender, MessagePurpose purpose, string outgoingId, Instant now)
    {
        if (outgoingId.Length > 0 && IndexOf(before, reply => reply.IsFor(sender, purpose) && reply.UsedBy == outgoingId) >= 0)
        {
            return before;
        }

        var index = IndexOf(before, reply => reply.IsFor(sender, purpose) && reply.IsPendingAt(now));
        return index < 0
            ? null
            : before with
            {
                Revision = before.Revision + 1,
                PendingReplies = before.PendingReplies.SetItem(
                    index, before.PendingReplies[index] with { UsedBy = outgoingId }),
            };
    }

    private static int IndexOf(ConsentRecord record, Func<PendingReply, bool> matches)
    {
        for (var index = 0; index < record.PendingReplies.Length; index++)
        {
            if (matches(record.PendingReplies[index]))
            {
                return index;
            }
        }

        return -1;
    }

    // What may be an opt-out is reviewed where an opt-out would change the record.
    private static bool OpensReview(ConsentRecord before, DecidingEvent candidate, ConsentEvent consentEvent) =>
        before.State != ConsentState.OptedOut && !IsOutOfDate(before, candidate, consentEvent);

    private static bool IsOutOfDate(ConsentRecord before, DecidingEvent candidate, ConsentEvent consentEvent) =>
        before is { State: ConsentState.Subscribed, Decided: { } optIn }
        && consentEvent.GivenAt is not null
        && EventTimes.IsSurelyLater(optIn, candidate);

    private static Transition OptOut(
        ConsentRecord before, DecidingEvent candidate, ConsentEvent consentEvent, ReplyTexts replies)
    {
        // A later opt-in would have settled the review.
        if (consentEvent.ReviewOf is null && IsOutOfDate(before, candidate, consentEvent))
        {
            return new Transition(before, LedgerEntryKind.OptOutNotApplied, candidate.At, false, false, null);
        }

        var first = before.State != ConsentState.OptedOut;
        var decides = first || EventTimes.IsLater(candidate, before.Decided!);
        var after = before with
        {
            State = ConsentState.OptedOut,
            WasOptedOut = true,
            Decided = decides ? candidate : before.Decided,
            PendingReplies = [],
        };

        // A START to the number came after the opt-out that stands, so this one blocks the number again.
        var blocksAgain = !first && decides && before.Decided!.Position < replies.ExemptSince;
        var reply = (first || blocksAgain || replies.BlocksMore) && consentEvent.Source == ConsentSource.InboundSms
            ? new OfferedReply(
                MessagePurpose.OptOutConfirmation, replies.OptOutConfirmation, consentEvent.ArrivedAt + ReplyWindow)
            : null;
        return new Transition(after, LedgerEntryKind.OptedOut, candidate.At, true, decides, reply);
    }

    private static Transition OptIn(
        ConsentRecord before, DecidingEvent candidate, ConsentEvent consentEvent, ResubscribePolicy policy, ReplyTexts replies)
    {
        if (policy == ResubscribePolicy.ManualReactivation || !MayLift(before, candidate))
        {
            var help = HelpReply(consentEvent, replies.HowItStands(before.State));
            return new Transition(before, LedgerEntryKind.OptInNotApplied, candidate.At, false, false, help);
        }

        var first = before.State == ConsentState.OptedOut || before.Decided is null;
        var reply = first ? new OfferedReply(MessagePurpose.OptInConfirmation, replies.OptInConfirmation, null) : null;
        return Subscribed(before, candidate, LedgerEntryKind.OptedIn, reply);
    }

    private static Transition PossibleOptIn(
        ConsentRecord before, Instant at, ConsentEvent consentEvent, ReplyTexts replies)
    {
        var help = HelpReply(consentEvent, replies.HowItStands(before.State));
        return new Transition(before, LedgerEntryKind.PossibleOptIn, at, true, false, help);
    }

    private static Transition Reactivate(ConsentRecord before, DecidingEvent candidate) => MayLift(before, candidate)
        ? Subscribed(before, candidate, LedgerEntryKind.Reactivated, null)
        : new Transition(before, LedgerEntryKind.OptInNotApplied, candidate.At, false, false, null);

    // A tie goes to the opt-out.
    private static bool MayLift(ConsentRecord before, DecidingEvent candidate) =>
        before.State != ConsentState.OptedOut || EventTimes.IsLater(candidate, before.Decided!);

    private static Transition Subscribed(
        ConsentRecord before, DecidingEvent candidate, LedgerEntryKind entry, OfferedReply? reply)
    {
        // An event that lifts an opt-out is later than it: see MayLift.
        var decides = before.Decided is null || EventTimes.IsLater(candidate, before.Decided);
        var after = before with
        {
            State = ConsentState.Subscribed,
            Decided = decides ? candidate : before.Decided,
        };
        return new Transition(after, entry, candidate.At, true, decides, reply);
    }

    private static OfferedReply HelpReply(ConsentEvent consentEvent, string text) =>
        new(MessagePurpose.HelpReply, text, consentEvent.ArrivedAt + ReplyWindow);

    private static ConsentRecord Entered(Transition transition, ConsentRecord before, ConsentEvent consentEvent)
    {
        var answered = new AnsweredEvent(transition.Identity, consentEvent.Matched, transition.Applied, transition.Reply);
        var remembered = before.Answered.Add(answered);
        return transition.Record with
        {
            Revision = before.Revision + 1,
            LastEventAt = before.LastEventAt is { } last ? Instant.Max(last, transition.At) : transition.At,
            PendingReplies = Pending(transition.Record.PendingReplies, transition.Reply, consentEvent),
            Answered = remembered.Length > ConsentRecord.RememberedEvents ? remembered.RemoveAt(0) : remembered,
        };
    }

    private static ImmutableArray<PendingReply> Pending(
        ImmutableArray<PendingReply> before, OfferedReply? offered, ConsentEvent consentEvent)
    {
        // A used reply is kept: the message that used it may ask again. Each text calls for a reply of its own.
        var pending = before.RemoveAll(reply => reply.UsedBy is null && !reply.IsPendingAt(consentEvent.ArrivedAt));
        if (offered is { SendBefore: { } sendBefore } && consentEvent.Sender is { } sender)
        {
            pending = pending.Add(new PendingReply(offered.Purpose, sender, sendBefore));
        }

        return pending.Length > MaxPendingReplies ? pending.RemoveAt(0) : pending;
    }
}
