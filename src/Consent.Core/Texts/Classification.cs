namespace Consent.Core.Texts;

/// <summary>The classifier's answer.</summary>
/// <param name="Kind">The text's meaning; never <see cref="InboundKind.Unspecified"/>.</param>
/// <param name="Matched">
/// Why: the keyword, as normalized, or the name of the rule (docs/texts.md); empty for <see cref="InboundKind.None"/>.
/// </param>
public readonly record struct Classification(InboundKind Kind, string Matched)
{
    internal static readonly Classification None = new(InboundKind.None, "");

    /// <summary>Gets a value indicating whether an opt-out names every number of the business: STOPALL.</summary>
    public bool OfAllNumbers { get; init; }
}

/// <summary>A text's meaning. Numbered as the wire's <c>InboundKind</c>.</summary>
public enum InboundKind
{
    Unspecified = 0,
    None = 1,
    OptOut = 2,
    OptIn = 3,
    Help = 4,

    /// <summary>Perhaps an opt-out: for a person to look at. It never blocks by itself.</summary>
    PossibleOptOut = 5,

    /// <summary>Perhaps an opt-in: it changes nothing, and is answered with how to come back.</summary>
    PossibleOptIn = 6,
}
