namespace Consent.Roster.Tests.Simulation;

/// <summary>What goes wrong, and passes.</summary>
internal sealed class Faults(World world)
{
    private const long LongestStaleness = 1500 * Schedule.Millisecond;

    private Schedule Schedule => world.Schedule;

    private Chance Chance => Schedule.Chance;

    /// <summary>One fault, of any kind.</summary>
    public void Strike()
    {
        if (world.AnyServer() is not { IsAlive: true } server)
        {
            return;
        }

        var duration = Chance.Between(Schedule.Second / 5, 4 * Schedule.Second);
        switch (Chance.Below(17))
        {
            case 0 or 1:
                server.Pause(duration);
                break;
            case 2 or 3:
                CutFromPeer(server, duration);
                break;
            case 4:
                CutFromDatabase(server, duration);
                break;
            case 5 or 6 or 7:
                Isolate(server, duration);
                break;
            case 8:
                Schedule.Counts.Add(Count.Deaths);
                server.Die();
                Schedule.After(duration, () => world.Start(server.Slot));
                break;
            case 9:
                Replace(server, duration);
                break;
            case 10 when world.TryJoin():
                break;
            case 11 when server.IsReady:
                server.Leave();
                break;
            case 12:
                RestartDatabase(duration);
                break;
            case 13:
                Slow(duration);
                break;
            case 14 or 15 when server.Clock.MayBeSet:
                SetWallClock(server);
                break;
            case 16:
                Split(duration);
                break;
        }
    }

    /// <summary>The database goes back to a backup, some time.</summary>
    public void PlanRollback()
    {
        var restore = Chance.Between(Schedule.Second, world.End * 2 / 3);
        var backup = Chance.Of(0.5) ? Chance.Between(0, restore) : restore - Chance.Between(0, Schedule.Second / 2);
        Schedule.After(backup, world.Database.BackUp);

        // What is lost and what is written in its place meet on servers that have not noticed.
        for (var writes = Chance.Below(8); writes > 0; writes--)
        {
            Schedule.After(restore + Chance.Between(-Schedule.Second / 2, Schedule.Second / 2), world.Clients.NewWrite);
        }

        Schedule.After(restore, () =>
        {
            Schedule.Trace($"the database goes back");
            Schedule.Counts.Add(Count.Rollbacks);
            world.History.GoBack(
                world.Database.GoBack(anotherId: Chance.Of(0.3)),
                world.Servers.Where(server => !world.Database.Lists(server.ReplicaId)),
                (long)(LongestStaleness / (1 - SimulatedClock.Drift)) + 1);
        });
    }

    private void CutFromPeer(SimulatedServer server, long duration)
    {
        Schedule.Counts.Add(Count.PeerCuts);
        var peer = Chance.Of(world.Servers).Slot;
        var (from, to) = Chance.Of(0.5) ? (server.Slot, peer) : (peer, server.Slot);
        var bothWays = Chance.Of(0.5) ? 1 : 0;
        Schedule.Trace($"nothing goes from {(char)('A' + from)} to {(char)('A' + to)}{(bothWays > 0 ? " and back" : "")}");
        Cut(1);
        Schedule.After(duration, () => Cut(-1));

        void Cut(int by)
        {
            world.Cut(from, to, by);
            world.Cut(to, from, by * bothWays);
        }
    }

    private void Split(long duration)
    {
        Schedule.Counts.Add(Count.Splits);
        var group = 1 + Chance.Below(62);
        Schedule.Trace($"the servers are cut in two groups");
        world.Split(group, 1);
        Schedule.After(duration, () => world.Split(group, -1));
    }

    private void CutFromDatabase(SimulatedServer server, long duration)
    {
        Schedule.Counts.Add(Count.DatabaseCuts);
        server.DatabaseLine = (Line)(1 + Chance.Below(3));
        Schedule.Trace($"{server.Name}'s line to the database {server.DatabaseLine}");
        Schedule.After(duration, () => server.DatabaseLine = Line.Whole);
    }

    // Its clients still reach it. Perhaps its peers lose it first, and it goes on polling for a while.
    private void Isolate(SimulatedServer server, long duration)
    {
        Schedule.Counts.Add(Count.Isolations);
        Schedule.Trace($"{server.Name} is cut off from its peers");
        server.IsIsolated = true;
        Schedule.After(duration, () => server.IsIsolated = false);
        switch (Chance.Below(3))
        {
            case 0:
                CutFromDatabase(server, duration);
                break;
            case 1:
                Schedule.After(Chance.Between(0, duration), () => CutFromDatabase(server, duration));
                break;
        }
    }

    // Somebody takes it for dead and starts another in its place; it is paused or cut off, and comes back.
    private void Replace(SimulatedServer server, long duration)
    {
        Schedule.Counts.Add(Count.Replacements);
        if (Chance.Of(0.5))
        {
            server.Pause(duration);
        }
        else
        {
            Isolate(server, duration);
        }

        Schedule.After(Chance.Between(0, duration), () => world.Start(server.Slot));
    }

    private void RestartDatabase(long duration)
    {
        Schedule.Trace($"the database restarts");
        Schedule.Counts.Add(Count.DatabaseRestarts);
        world.Database.Stop();
        Schedule.After(duration / 2, world.Database.Start);
    }

    private void Slow(long duration)
    {
        Schedule.Trace($"messages are slow");
        Schedule.Counts.Add(Count.DatabaseSlow);
        world.Slowness = 10;
        world.Database.Slowness = Chance.Of(0.5) ? 3 : 1;
        Schedule.After(duration, () => (world.Slowness, world.Database.Slowness) = (1, 1));
    }

    private void SetWallClock(SimulatedServer server)
    {
        var by = Chance.Between(-4 * Schedule.Second, 4 * Schedule.Second) * (Chance.Of(0.2) ? 1_000_000 : 1);
        Schedule.Counts.Add(Count.WallClocksSet);
        Schedule.Trace($"{server.Name}'s wall clock is set by {by / Schedule.Second} s");
        server.Clock.SetWallClock(by);
        server.Clock.JumpAhead(Math.Abs(by));
        if (Chance.Of(0.5))
        {
            Schedule.After(Chance.Between(0, Schedule.Second), () => server.Clock.SetWallClock(-by));
        }
    }
}
