using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Core.Tests.Records;

/// <summary>
/// A record as docs/concepts.md describes it ("How a record changes"), written from that text alone: every event is kept
/// for good, and each question is answered by going over all of them again.
/// </summary>
internal sealed class PlainRecord(ResubscribePolicy policy)
{
    private readonly List<Heard> _heard = [];
    private readonly List<Reply> _replies = [];
    private int _uses;

    public ResubscribePolicy Policy { get; set; } = policy;

    /// <summary>The opt-out or opt-in that stands; null while nobody said either.</summary>
    public Heard? Standing
    {
        get
        {
            Heard? standing = null;
            foreach (var heard in _heard.Where(heard => heard.Applied && heard.Decides))
            {
                // A change of mind is the new standing; the same again moves the record only if it is later.
                if (standing is null || standing.SaysStop != heard.SaysStop || IsLater(heard, standing))
                {
                    standing = heard;
                }
            }

            return standing;
        }
    }

    public bool WasEverOptedOut => _heard.Any(heard => heard.Applied && heard.SaysStop);

    public int Replies => _replies.Count(reply => !reply.Cancelled);

    public int Entries => _heard.Count + _uses;

    /// <summary>Enters an event, or finds what was answered to it before.</summary>
    public Heard Hear(ConsentEvent said, long position)
    {
        var before = _heard.FirstOrDefault(heard => IsRepetition(heard.Said, said));
        if (before is not null)
        {
            return before with { Duplicate = true };
        }

        var heard = new Heard(said, TimeOf(said), position);
        heard = heard with { Applied = Applies(heard) };
        heard = heard with { Purpose = ReplyTo(heard) };
        if (heard.SaysStop && heard.Applied)
        {
            _replies.ForEach(reply => reply.Cancelled = true);
        }

        if (heard.Purpose is MessagePurpose.OptOutConfirmation or MessagePurpose.HelpReply)
        {
            // The text says "within 5 minutes", not of what; it is read as of the arrival, when the reply is offered.
            _replies.Add(new Reply(heard.Purpose.Value, said.Sender!.Value, said.ArrivedAt.Milliseconds + (5 * 60 * 1000)));
        }

        _heard.Add(heard);
        return heard;
    }

    /// <summary>Whether this reply may go out, without sending it.</summary>
    public bool IsPending(SenderNumber sender, MessagePurpose purpose, long now) => _replies.Exists(reply =>
        reply.Sender == sender && reply.Purpose == purpose && !reply.Cancelled && reply.UsedBy is null && now < reply.SendBefore);

    /// <summary>Rule 2 of the decision table: whether this reply may go out.</summary>
    public bool MaySend(SenderNumber sender, MessagePurpose purpose, string outgoingId, long now)
    {
        var fitting = _replies.Where(reply => reply.Sender == sender && reply.Purpose == purpose && !reply.Cancelled).ToList();
        if (outgoingId.Length > 0 && fitting.Exists(reply => reply.UsedBy == outgoingId))
        {
            return true;
        }

        var pending = fitting.Find(reply => reply.UsedBy is null && now < reply.SendBefore);
        if (pending is null)
        {
            return false;
        }

        pending.UsedBy = outgoingId;
        _uses++;
        return true;
    }

    private static bool IsRepetition(ConsentEvent first, ConsentEvent second)
    {
        if (first.Kind != second.Kind || first.Sender != second.Sender || first.Id != second.Id)
        {
            return false;
        }

        if (second.GivenAt is null && second.Kind == EventKind.OptIn)
        {
            return true;
        }

        return first.GivenAt == second.GivenAt
            && (first.GivenAt is not null || (first.Gateway == second.Gateway && first.Actor == second.Actor));
    }

    private static bool SameGatewayBothGiven(ConsentEvent one, ConsentEvent other) =>
        one.Gateway != "" && one.Gateway == other.Gateway && one.GivenAt is not null && other.GivenAt is not null;

    private static bool IsLater(Heard one, Heard other) =>
        SameGatewayBothGiven(one.Said, other.Said)
            ? one.Said.GivenAt!.Value.Milliseconds > other.Said.GivenAt!.Value.Milliseconds
            : one.At > other.At;

    private static bool IsSurelyLater(Heard optIn, Heard optOut)
    {
        if (SameGatewayBothGiven(optIn.Said, optOut.Said))
        {
            return optIn.Said.GivenAt!.Value.Milliseconds > optOut.Said.GivenAt!.Value.Milliseconds;
        }

        // sent_at is "by the same clock" as received_at: alone it says nothing, and counts as not given.
        var bothSent = optIn.Said is { SentAt: not null, GivenAt: not null }
            && optOut.Said is { SentAt: not null, GivenAt: not null };
        return optIn.At - optOut.At > (bothSent ? 60_000 : 300_000);
    }

    private long TimeOf(ConsentEvent said)
    {
        var arrival = said.ArrivedAt.Milliseconds;
        if (said.GivenAt is { } given)
        {
            // The text says "never later than the arrival" of a time without sent_at; with one sent before it was received, it is
            // read to hold as well.
            var reckoned = said.SentAt is { } sent ? arrival - (sent.Milliseconds - given.Milliseconds) : given.Milliseconds;
            return Math.Min(reckoned, arrival);
        }

        return _heard.Count == 0 ? arrival : Math.Max(arrival, _heard.Max(heard => heard.At) + 1);
    }

    private bool Applies(Heard heard)
    {
        var standing = Standing;
        if (heard.SaysStop || heard.Said.Kind == EventKind.PossibleOptOut)
        {
            // What may be an opt-out applies, which is to open a review, where an opt-out would change the state.
            var laterOptInStands = standing is not null && !standing.SaysStop && IsSurelyLater(standing, heard);
            return (heard.SaysStop || standing is not { SaysStop: true }) && (heard.Said.GivenAt is null || !laterOptInStands);
        }

        if (heard.Said.Kind == EventKind.OptIn && Policy == ResubscribePolicy.ManualReactivation)
        {
            return false;
        }

        return !heard.Decides || standing is not { SaysStop: true } || IsLater(heard, standing);
    }

    private MessagePurpose? ReplyTo(Heard heard)
    {
        if (heard.Said.Source != ConsentSource.InboundSms)
        {
            return null;
        }

        var changes = Standing is not { } standing || standing.SaysStop != heard.SaysStop;
        return (heard.Said.Kind, heard.Applied) switch
        {
            (EventKind.OptOut, true) => changes ? MessagePurpose.OptOutConfirmation : null,
            (EventKind.OptIn, true) => changes ? MessagePurpose.OptInConfirmation : null,
            (EventKind.OptIn, false) or (EventKind.Help or EventKind.PossibleOptIn, _) => MessagePurpose.HelpReply,
            _ => null,
        };
    }

    internal sealed record Heard(ConsentEvent Said, long At, long Position)
    {
        public bool Applied { get; init; }

        public bool Duplicate { get; init; }

        public MessagePurpose? Purpose { get; init; }

        /// <summary>Gets what the ledger calls it.</summary>
        public LedgerEntryKind Entry => (Said.Kind, Applied) switch
        {
            (EventKind.OptOut, true) => LedgerEntryKind.OptedOut,
            (EventKind.OptOut, false) => LedgerEntryKind.OptOutNotApplied,
            (EventKind.OptIn, true) => LedgerEntryKind.OptedIn,
            (EventKind.Reactivation, true) => LedgerEntryKind.Reactivated,
            (EventKind.OptIn or EventKind.Reactivation, false) => LedgerEntryKind.OptInNotApplied,
            (EventKind.Help, _) => LedgerEntryKind.HelpRequested,
            (EventKind.PossibleOptIn, _) => LedgerEntryKind.PossibleOptIn,
            _ => LedgerEntryKind.PossibleOptOut,
        };

        public bool SaysStop => Said.Kind == EventKind.OptOut;

        public bool Decides => Said.Kind is EventKind.OptOut or EventKind.OptIn or EventKind.Reactivation;
    }

    private sealed class Reply(MessagePurpose purpose, SenderNumber sender, long sendBefore)
    {
        public MessagePurpose Purpose => purpose;

        public SenderNumber Sender => sender;

        public long SendBefore => sendBefore;

        public string? UsedBy { get; set; }

        public bool Cancelled { get; set; }
    }
}
