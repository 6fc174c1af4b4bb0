namespace Consent.Roster.Freshness;

/// <summary>
/// Whether checks are answered however old the roster is. For tests alone, and for one purpose: with the gate out they must see a
/// STOP missed, or they would not see it either if the gate were wrong.
/// </summary>
public sealed record GateRemoval(bool IsAsked);
