namespace Consent.Core.Texts;

/// <summary>What a customer's text means; the numbers are those of the wire's <c>InboundKind</c>.</summary>
public enum InboundKind
{
    Unspecified = 0,
    None = 1,
    OptOut = 2,
    OptIn = 3,
    Help = 4,

    /// <summary>Perhaps an opt-out: for a person to look at. It never blocks by itself.</summary>
    PossibleOptOut = 5,
}
