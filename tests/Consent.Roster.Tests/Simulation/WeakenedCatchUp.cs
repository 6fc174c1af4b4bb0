using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Replicas;
using Consent.Storage.Ledger;

namespace Consent.Roster.Tests.Simulation;

/// <summary>Stands between a peer and the real follower that it asks to catch up, and weakens a rule by what it does in its place.</summary>
internal sealed class WeakenedCatchUp(
    SimulatedServer server, RosterFollower follower, DatabaseLink link, FreshnessGate gate, ReplicaClock clock)
{
    private Weakening Weakening => server.World.Weakening;

    private Counts Counts => server.World.Schedule.Counts;

    public async Task<bool> TryCatchUpAsync(string replicaId) =>
        await AtOnceAsync(replicaId) ?? await follower.TryCatchUpAsync(WeakenedId(replicaId), CancellationToken.None);

    public async Task<CatchUpAnswer> TryCatchUpAsync(CatchUpRequest request)
    {
        request = request with { ReplicaId = WeakenedId(request.ReplicaId) };
        if (await AtOnceAsync(request.ReplicaId) is { } atOnce)
        {
            return new CatchUpAnswer(atOnce);
        }

        var held = link.Roster?.Position;
        var answer = await Weakened(request);
        if (held < link.Roster?.Position)
        {
            Counts.Add(Count.EntriesPushed);
        }

        return answer;
    }

    private string WeakenedId(string replicaId) =>
        Weakening == Weakening.AnswersUnderAnyId ? link.ReplicaId ?? replicaId : replicaId;

    private async Task<bool?> AtOnceAsync(string replicaId)
    {
        if (Weakening == Weakening.AnswersAtOnceWhilePolling && replicaId == link.ReplicaId && !gate.IsFresh)
        {
            return true;
        }

        return Weakening == Weakening.RequestJoinsRunningPoll && server.RunningPoll is { IsCompleted: false } running
            ? (await running).ReplicaId == replicaId
            : null;
    }

    private async Task<CatchUpAnswer> Weakened(CatchUpRequest request)
    {
        var roster = link.Roster;
        if (roster is null || request.Place.DatabaseId != roster.DatabaseId || request.ReplicaId != link.ReplicaId)
        {
            return await AskAsync(request);
        }

        switch (Weakening)
        {
            case Weakening.PlaceWithoutMark when roster.Position >= request.Place.Entry.Position:
                return new CatchUpAnswer(true, roster.Position);
            case Weakening.EntryBeforeIsNotCompared when roster.Position >= request.Base.Position:
                return await AskAsync(GoingOnFrom(roster.End, request));
            case Weakening.OverlapIsNotCompared when roster.Position > request.Base.Position
                && roster.Trail.TryMarkAt(request.Base.Position, out var mark) && mark == request.Base.Mark:
                return await AskAsync(GoingOnFrom(roster.End, request));
            case Weakening.GapsAreApplied when roster.Position < request.Base.Position:
                foreach (var entry in request.Entries)
                {
                    roster.Apply(entry);
                }

                return await AskAsync(request);
            case Weakening.PushMakesFresh:
                var answer = await AskAsync(request);
                if (answer.HasCaughtUp && gate.TryLatest(out var given) && given == roster)
                {
                    roster.BecomeFresh(clock.Now());
                }

                return answer;
            default:
                return await AskAsync(request);
        }
    }

    // As if what is known were the same.
    private static CatchUpRequest GoingOnFrom(LedgerPoint end, CatchUpRequest request) => request with
    {
        Base = end,
        Entries = [.. request.Entries.Where(entry => entry.Position > end.Position)],
    };

    private async Task<CatchUpAnswer> AskAsync(CatchUpRequest request)
    {
        var asked = follower.TryCatchUpAsync(request, CancellationToken.None);
        if (asked.IsCompleted)
        {
            Counts.Add(!asked.Result.HasCaughtUp ? Count.NotUnderThatId
                : asked.Result.Held is null ? Count.AnsweredAtOnce : Count.AnsweredWithoutAPoll);
        }

        return await asked;
    }
}
