using System.Collections.Immutable;

namespace Consent.Core.Records;

/// <summary>What one customer last said about one sender number, or about a whole account.</summary>
public sealed record ConsentRecord
{
    /// <summary>How many events are remembered with their answers; older repetitions are answered from the ledger.</summary>
    public const int RememberedEvents = 16;

    public static ConsentRecord Empty { get; } = new();

    /// <summary>Gets the state: subscribed unless an opt-out stands.</summary>
    public ConsentState State { get; init; } = ConsentState.Subscribed;

    /// <summary>Gets the event that decided the state; null while none has.</summary>
    public DecidingEvent? Decided { get; init; }

    /// <summary>Gets a value indicating whether an opt-out ever took effect.</summary>
    public bool WasOptedOut { get; init; }

    /// <summary>Gets the latest time of any event: an event without a time of its own comes after it.</summary>
    public Instant? LastEventAt { get; init; }

    /// <summary>Gets the number of events of this record.</summary>
    public long Revision { get; init; }

    public ImmutableArray<PendingReply> PendingReplies { get; init; } = [];

    /// <summary>Gets the latest events, oldest first.</summary>
    public ImmutableArray<AnsweredEvent> Answered { get; init; } = [];

    /// <summary>The part of this record that a check needs.</summary>
    public Standing ToStanding() => Decided is { } decided
        ? new Standing(State, decided.Source, WasOptedOut, decided.At, decided.Position ?? 0)
        : default;

    /// <summary>The record with the position that the ledger gave to its latest event.</summary>
    public ConsentRecord CommittedAt(long position) => this with
    {
        Decided = Decided is { Position: null } decided ? decided with { Position = position } : Decided,
        Answered = Answered is [.. var earlier, { Position: null } latest]
            ? [.. earlier, latest with { Position = position }]
            : Answered,
    };
}

public enum ConsentState
{
    Unspecified = 0,

    /// <summary>No opt-out stands.</summary>
    Subscribed = 1,
    OptedOut = 2,
}

/// <summary>An event of the record and what was answered to it, so that a repetition is answered alike.</summary>
/// <param name="Identity">See <see cref="EventIdentity"/>.</param>
/// <param name="Matched">The keyword or rule that decided.</param>
/// <param name="Applied">False if it was entered without effect.</param>
/// <param name="Reply">The reply that was offered.</param>
/// <param name="Position">The ledger position, known once the event is committed.</param>
public sealed record AnsweredEvent(string Identity, string Matched, bool Applied, OfferedReply? Reply, long? Position = null);
