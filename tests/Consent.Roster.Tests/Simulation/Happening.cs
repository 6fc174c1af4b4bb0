namespace Consent.Roster.Tests.Simulation;

/// <summary>Something that takes place at a moment of simulated time: a message arrives, a timer is due, a fault strikes.</summary>
internal abstract class Happening
{
    public abstract void Happen();
}

internal sealed class ActionHappening(Action action) : Happening
{
    public override void Happen() => action();
}
