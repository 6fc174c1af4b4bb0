namespace Consent.Torture.Faults;

/// <summary>A way to break a cluster.</summary>
/// <param name="Name">Such as <c>SIGSTOP</c>.</param>
/// <param name="Plan">Draws what is to be done, and to what.</param>
/// <param name="Weight">How often a run draws it, against the others.</param>
internal sealed record FaultKind(string Name, Func<Hands, PlannedFault> Plan, int Weight = 4)
{
    public override string ToString() => Name;
}
