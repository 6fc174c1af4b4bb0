namespace Consent.Core.Numbers;

/// <summary>
/// A spelling that reaches the same phone as another: a number of so many digits that begins with the old prefix is the number
/// that has the new prefix in its place.
/// </summary>
/// <param name="Country">The country, or the name of the plan that several share.</param>
/// <param name="Since">The day from which the old spelling reaches nobody else; none where both spellings are in use.</param>
/// <param name="Source">Where it says so.</param>
/// <param name="OldPrefix">The first digits of the old spelling, country code included.</param>
/// <param name="Digits">How many digits the old spelling has, country code included.</param>
/// <param name="NewPrefix">The digits that the canonical number has in place of the old prefix.</param>
public sealed record Renumbering(
    string Country, DateOnly? Since, string Source, string OldPrefix, int Digits, string NewPrefix);
