namespace Consent.Core.Registry;

/// <summary>What became of a Put.</summary>
/// <param name="Status">Whether it changed anything, or why not.</param>
/// <param name="Current">The account or sender as it is now; null where it was refused and there is none.</param>
public sealed record PutOutcome<T>(PutStatus Status, T? Current)
    where T : class
{
    public bool IsRefused => Status is PutStatus.RevisionConflict or PutStatus.AccountStays;
}
