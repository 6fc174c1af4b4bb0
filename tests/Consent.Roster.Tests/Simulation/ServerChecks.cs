using Consent.Roster.Freshness;
using Consent.Roster.Memory;

namespace Consent.Roster.Tests.Simulation;

/// <summary>Rule 3, on one server: the gate, and then the look-up, however much later that may be.</summary>
internal sealed class ServerChecks(SimulatedServer server, FreshnessGate gate, DatabaseLink link)
{
    private World World => server.World;

    private Schedule Schedule => World.Schedule;

    public void Answer(Check check)
    {
        if (gate.IsStrict)
        {
            _ = StrictlyAsync(check);
        }
        else if (World.Weakening == Weakening.GateAfterLookUp)
        {
            LookUpBeforeGate(check);
        }
        else if (!gate.TryPass(out var roster))
        {
            Refuse(check);
        }
        else if (roster == server.Condemned)
        {
            Schedule.Violate(false, $"{server.Name} lets a check pass to a roster of which it knows that its ledger went back");
        }
        else
        {
            LookUp(check, roster);
        }
    }

    // Though its ledger went back since, a roster answers what was asked before.
    private async Task StrictlyAsync(Check check)
    {
        switch (World.Weakening)
        {
            case Weakening.StrictCheckJoinsRunningPoll when server.RunningPoll is { IsCompleted: false } running:
                await running;

                // The follower goes on as soon as that poll returns, so by then its entries are applied.
                await Task.Yield();
                LookUp(check, link.Roster!);
                return;
            case Weakening.StrictLooksUpBeforeItsPoll when link.Roster is { } early:
                var isBlocked = IsBlocked(check, early);
                await gate.PassAsync(CancellationToken.None);
                Answer(check, isBlocked);
                return;
            case Weakening.StrictGoesByTheClocks when gate.IsFresh:
                LookUp(check, link.Roster!);
                return;
        }

        if (await gate.PassAsync(CancellationToken.None) is { } roster)
        {
            Schedule.Counts.Add(Count.AnsweredStrictly);
            LookUp(check, roster);
        }
        else
        {
            Schedule.Counts.Add(Count.RefusedStrictly);
            Refuse(check);
        }
    }

    private void LookUp(Check check, ReplicaRoster roster)
    {
        if (Schedule.Chance.Of(World.PauseBeforeLookUp))
        {
            Schedule.Counts.Add(Count.PausedBetweenGateAndLookUp);
            Schedule.After(World.StallTime(), () => server.Post(_ => Answer(check, IsBlocked(check, roster)), null));
        }
        else
        {
            Answer(check, IsBlocked(check, roster));
        }
    }

    private void LookUpBeforeGate(Check check)
    {
        if (link.Roster is not { } roster)
        {
            Refuse(check);
            return;
        }

        var isBlocked = IsBlocked(check, roster);
        Schedule.After(Schedule.Chance.Of(0.5) ? World.StallTime() : 0, () => server.Post(
            _ =>
            {
                if (gate.TryPass(out var passed) && passed == roster)
                {
                    Answer(check, isBlocked);
                }
                else
                {
                    Refuse(check);
                }
            },
            null));
    }

    private static bool IsBlocked(in Check check, ReplicaRoster roster)
    {
        var (sender, customer, _) = SimulatedDatabase.Records[check.Record];
        return roster.FindPair(sender, customer).Decide().IsBlocked;
    }

    private void Answer(in Check check, bool isBlocked)
    {
        Schedule.Trace($"{server.Name} answers {(isBlocked ? "BLOCKED" : "ALLOWED")} for record {check.Record}");
        World.History.Answer(check, isBlocked, server);
    }

    private void Refuse(in Check check)
    {
        Schedule.Trace($"{server.Name} refuses to answer for record {check.Record}");
        Schedule.Counts.Add(Count.Refused);
    }
}
