using Consent.Roster.Clocks;
using Consent.Roster.Memory;
using Consent.Roster.Replicas;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;

namespace Consent.Roster.Freshness;

/// <summary>
/// The roster that follows the ledger. One lock is around all that applies entries to it, replaces it, or answers for what it holds.
/// </summary>
internal sealed class FollowedRoster(FreshnessGate gate, LedgerProgress progress, Registration registration) : IOwnRoster
{
    private readonly Lock _lock = new();
    private ReplicaRoster? _roster;
    private ListedReplicas? _listed;
    private bool _pollRuns;

    /// <summary>Gets the roster; null while none is loaded.</summary>
    public ReplicaRoster? Current => Volatile.Read(ref _roster);

    // The roster is stale, as while it loads, and only a poll sent from now on can make it fresh.
    private bool IsShut => !_pollRuns && !gate.IsFresh;

    // Not one that has just been loaded while an older one is still fresh.
    private bool IsGivenOut => !gate.IsFresh || (gate.TryLatest(out var given) && given == _roster);

    /// <inheritdoc/>
    public LedgerPoint? End
    {
        get
        {
            lock (_lock)
            {
                return _roster?.End;
            }
        }
    }

    /// <summary>Follows a roster that was loaded.</summary>
    public ReplicaRoster Hold(ReplicaRoster loaded)
    {
        lock (_lock)
        {
            (_roster, _listed) = (loaded, null);

            // One that is loaded while this server leaves: a poll may still show the row that is about to be deleted.
            if (registration.IsClosed)
            {
                loaded.Close();
            }

            return loaded;
        }
    }

    public void SetPollRuns(bool runs)
    {
        lock (_lock)
        {
            _pollRuns = runs;
        }
    }

    /// <summary>The ledger went back: nobody answers from this roster, or applies anything to it.</summary>
    public void Drop(ReplicaRoster roster)
    {
        lock (_lock)
        {
            roster.LoseFreshness();
            (_roster, _listed) = (null, null);
        }
    }

    /// <summary>Never answers again.</summary>
    /// <returns>The rows to delete; see <see cref="Registration.Close"/>.</returns>
    public List<string> Close()
    {
        lock (_lock)
        {
            _roster?.Close();
            return registration.Close();
        }
    }

    /// <summary>Reads from the roster, as it is at one moment; null while none is loaded.</summary>
    public T? Read<T>(Func<ReplicaRoster, T> read)
        where T : class
    {
        lock (_lock)
        {
            return _roster is { } roster ? read(roster) : null;
        }
    }

    /// <summary>The last entry applied: position and mark are one pair.</summary>
    public LedgerPoint EndOf(ReplicaRoster roster)
    {
        lock (_lock)
        {
            return roster.End;
        }
    }

    /// <summary>Applies a page of a poll, unless it does not fit. What was pushed since the poll was sent stays.</summary>
    public Fit ApplyPage(ReplicaRoster roster, LedgerPoint before, IReadOnlyList<RosterEntry> page)
    {
        lock (_lock)
        {
            var fit = roster.FitOf(before, page);
            if (fit == Fit.GoesOn)
            {
                roster.ApplyNew(page);
            }

            return fit;
        }
    }

    /// <summary>A poll has brought all that the ledger held when it was sent.</summary>
    public void BecomeFresh(ReplicaRoster roster, ClockReading sentAt)
    {
        lock (_lock)
        {
            // First, so that a check that passes the gate finds the ledger's end at or after its roster's.
            progress.Reached(roster);
            roster.BecomeFresh(sentAt);
            gate.Use(roster);
        }
    }

    /// <inheritdoc/>
    /// <remarks>It makes nothing fresher. What does not fit is left to a poll.</remarks>
    public void Committed(LedgerPoint before, LedgerTail tail)
    {
        lock (_lock)
        {
            if (_roster is { } roster
                && tail.DatabaseId == roster.DatabaseId
                && tail.MarkBefore == before.Mark
                && RosterEntries.GoOn(before.Position, tail.Entries)
                && roster.FitOf(before, tail.Entries) == Fit.GoesOn)
            {
                ApplyNew(roster, tail.Entries);
                _listed = new ListedReplicas(before.Position + tail.Entries.Count, tail.Replicas);
            }
        }
    }

    /// <summary>Rule 4, for an entry that a server has committed: whom to ask, if this server knows without a poll.</summary>
    /// <returns>
    /// Null unless the roster that checks are answered from has the entry, and the list was read in the transaction of that entry, or
    /// in that of a later one.
    /// </returns>
    public CaughtUp? After(LedgerPoint committed)
    {
        lock (_lock)
        {
            var isReplica = registration.Id is not null || gate.IsStrict;
            return isReplica
                && _roster is { } roster
                && _listed is { } listed
                && listed.Position >= committed.Position
                && IsGivenOut
                && roster.Holds(new Place(roster.DatabaseId, committed))
                ? new CaughtUp(registration.Id, listed.Replicas)
                : null;
        }
    }

    /// <summary>Rule 4, where entries travel with the request: applies those that fit. They make nothing fresher.</summary>
    /// <returns>Null if only a poll that is sent from now on can tell.</returns>
    public CatchUpAnswer? Answer(CatchUpRequest request)
    {
        lock (_lock)
        {
            if (registration.Id != request.ReplicaId)
            {
                return CatchUpAnswer.No;
            }

            if (_roster is { } roster)
            {
                Push(roster, request);
                if (IsGivenOut && roster.Holds(request.Place))
                {
                    return new CatchUpAnswer(true, roster.Position);
                }
            }

            return Shut(request.ReplicaId) is { } answer ? new CatchUpAnswer(answer) : null;
        }
    }

    /// <summary>Rule 4 without entries.</summary>
    /// <returns>Null if only a poll that is sent from now on can tell.</returns>
    public bool? Shut(string replicaId)
    {
        lock (_lock)
        {
            if (registration.Id != replicaId)
            {
                return false;
            }

            if (!IsShut)
            {
                // Where a poll runs, the caller waits for the next one: that the running poll may not count could go on for ever.
                return null;
            }

            gate.LoseFreshness();
            return true;
        }
    }

    // Neither a gap nor a fork proves that this server's own ledger went back: a poll decides.
    private void Push(ReplicaRoster roster, CatchUpRequest request)
    {
        if (request.Place.DatabaseId == roster.DatabaseId
            && request.IsWhole
            && roster.FitOf(request.Base, request.Entries) == Fit.GoesOn)
        {
            ApplyNew(roster, request.Entries);
        }
    }

    private void ApplyNew(ReplicaRoster roster, IReadOnlyList<RosterEntry> entries)
    {
        roster.ApplyNew(entries);
        if (gate.TryLatest(out var given) && given == roster)
        {
            progress.Reached(roster);
        }
    }

    // As a write transaction read it that ended with the entry at that position of this roster's ledger.
    private sealed record ListedReplicas(long Position, IReadOnlyList<Replica> Replicas);
}
