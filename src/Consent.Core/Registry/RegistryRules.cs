using Consent.Core.Records;
using Consent.Core.Texts;

namespace Consent.Core.Registry;

/// <summary>How accounts and senders change: pure functions of what is there, what is wanted and the revision that was read.</summary>
/// <remarks>
/// The same content again changes nothing, whatever revision is given: a Put that is tried again, because its answer was lost,
/// finds its own change.
/// </remarks>
public static class RegistryRules
{
    /// <param name="current">The account as it is; null while it is not registered.</param>
    /// <param name="wanted">The whole account as it shall be; its revision is not looked at.</param>
    /// <param name="expectedRevision">The revision that was read, 0 if there must be none yet, null for whatever it is.</param>
    public static PutOutcome<Account> Put(Account? current, Account wanted, long? expectedRevision)
    {
        var revision = current?.Revision ?? 0;
        var after = At(wanted, revision);
        if (after == current)
        {
            return new(PutStatus.Unchanged, current);
        }

        return IsExpected(revision, expectedRevision)
            ? new(PutStatus.Changed, after with { Revision = revision + 1 })
            : new(PutStatus.RevisionConflict, current);
    }

    /// <inheritdoc cref="Put(Account?, Account, long?)"/>
    public static PutOutcome<Sender> Put(Sender? current, Sender wanted, long? expectedRevision)
    {
        if (current is not null && current.Account != wanted.Account)
        {
            return new(PutStatus.AccountStays, current);
        }

        var revision = current?.Revision ?? 0;
        var after = At(wanted, revision);
        if (after == current)
        {
            return new(PutStatus.Unchanged, current);
        }

        return IsExpected(revision, expectedRevision)
            ? new(PutStatus.Changed, after with { Revision = revision + 1 })
            : new(PutStatus.RevisionConflict, current);
    }

    /// <summary>The account that a Put makes, at that revision.</summary>
    public static Account At(Account wanted, long revision) => Explicit(wanted) with { Revision = revision };

    /// <summary>The sender that a Put makes, at that revision.</summary>
    public static Sender At(Sender wanted, long revision) => wanted with { Revision = revision };

    private static bool IsExpected(long revision, long? expected) => expected is null || expected == revision;

    // What is not said has its default's name, so that saying it later is no change.
    private static Account Explicit(Account wanted) => wanted with
    {
        ResubscribePolicy = wanted.ResubscribePolicy == ResubscribePolicy.Unspecified
            ? ResubscribePolicy.CustomerStart
            : wanted.ResubscribePolicy,
        KeywordMatching = wanted.KeywordMatching == KeywordMatching.Unspecified ? KeywordMatching.Reasonable : wanted.KeywordMatching,
    };
}

/// <summary>What became of a Put.</summary>
/// <param name="Status">Whether it changed anything, or why not.</param>
/// <param name="Current">The account or sender as it is now; null where it was refused and there is none.</param>
public sealed record PutOutcome<T>(PutStatus Status, T? Current)
    where T : class
{
    public bool IsRefused => Status is PutStatus.RevisionConflict or PutStatus.AccountStays;
}

/// <summary>What became of a Put.</summary>
public enum PutStatus
{
    Unspecified = 0,

    /// <summary>It is registered, or changed.</summary>
    Changed = 1,

    /// <summary>It was as wanted already: nothing is entered, and the revision stays.</summary>
    Unchanged = 2,

    /// <summary>Refused: the revision that was read is no longer the current one.</summary>
    RevisionConflict = 3,

    /// <summary>Refused: the sender belongs to another account, and stays there.</summary>
    AccountStays = 4,
}

/// <summary>What the ledger says of a change of the registry: numbers beyond those of <see cref="Records.LedgerEntryKind"/>.</summary>
public enum RegistryEntryKind
{
    Unspecified = 0,
    AccountPut = 101,
    SenderPut = 102,
}
