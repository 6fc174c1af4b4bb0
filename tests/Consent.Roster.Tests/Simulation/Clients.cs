namespace Consent.Roster.Tests.Simulation;

/// <summary>Those who write, and those who check.</summary>
internal sealed class Clients(World world)
{
    private int _writes;
    private int _records;

    private Schedule Schedule => world.Schedule;

    private Chance Chance => Schedule.Chance;

    /// <summary>From now on nobody may answer as of before; so everybody is asked, now and in the seconds to come.</summary>
    public void Acknowledge(Write write, WriteAnswer answer)
    {
        world.History.Acknowledge(write, answer);
        foreach (var server in world.Servers)
        {
            CheckAfter(0, server, write.Record);
            CheckAfter(Chance.Between(0, 200 * Schedule.Millisecond), server, write.Record);
            CheckAfter(Chance.Between(0, 2 * Schedule.Second), server, write.Record);
        }
    }

    /// <summary>Clients do not know that a server has only just started, or is about to leave.</summary>
    public void CheckSoon(SimulatedServer server)
    {
        for (var checks = 3; checks > 0; checks--)
        {
            CheckAfter(Chance.Between(1, 100 * Schedule.Millisecond), server, Math.Max(0, _records - checks));
        }
    }

    public void NewWrite()
    {
        // Mostly a STOP for somebody new; now and then one changes their mind.
        var again = _records > 0 && Chance.Of(0.4);
        var record = again ? Chance.Below(_records) : Math.Min(_records++, SimulatedDatabase.Records.Length - 1);
        Attempt(new Write(++_writes, record, isOptOut: !again || Chance.Of(0.5)));
    }

    public void NewCheck() => CheckAfter(0, world.AnyServer(), Chance.Below(_records + 1));

    // A client calls any server that says it is ready, and another if it gets no answer, or none that tells it anything.
    private void Attempt(Write write)
    {
        var ready = world.Servers.Where(server => server.IsReady).ToList();
        if (write.IsAcknowledged || ready.Count == 0 || write.Attempts >= 4)
        {
            return;
        }

        var attempt = ++write.Attempts;
        var server = Chance.Of(ready);
        Schedule.Trace($"a client sends {write} to {server.Name}");
        Schedule.After(world.Delay(), () => server.Write(write, Again));
        Schedule.After(Chance.Between(Schedule.Second, 3 * Schedule.Second), Again);

        void Again()
        {
            if (write.Attempts == attempt)
            {
                Schedule.After(world.Delay(), () => Attempt(write));
            }
        }
    }

    // What was acknowledged by the time of the call counts, however long the call is on its way.
    private void CheckAfter(long delay, SimulatedServer? server, int record)
    {
        if (delay > 0)
        {
            Schedule.After(delay, () => CheckAfter(0, server, record));
        }
        else if (server is { IsAlive: true })
        {
            server.Check(world.History.Begin(record, server));
        }
    }
}
