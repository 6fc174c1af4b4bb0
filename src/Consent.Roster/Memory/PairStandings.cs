using Consent.Core.Records;

namespace Consent.Roster.Memory;

/// <summary>Both records that bear on a pair, as they stood at one moment; <c>default</c> where there is none.</summary>
/// <param name="Number">The number's own.</param>
/// <param name="Account">That of the number's account.</param>
public readonly record struct PairStandings(Standing Number, Standing Account);
