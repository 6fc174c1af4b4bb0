using Consent.Core.Records;
using Consent.Core.Texts;

namespace Consent.Core.Registry;

/// <summary>How accounts and senders change: pure functions of the stored, the wanted and the revision that was read.</summary>
/// <remarks>
/// The same content again changes nothing, at any revision: a Put that is retried because its answer was lost finds its own
/// change.
/// </remarks>
public static class RegistryRules
{
    /// <param name="current">The account as it is; null while it is not registered.</param>
    /// <param name="wanted">The whole account as it shall be; its revision is ignored.</param>
    /// <param name="expectedRevision">The revision that was read, 0 if there must be none yet, null for any.</param>
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

    // A default is stored by its name, and a language by its canonical tag, so that writing it otherwise later is no change.
    private static Account Explicit(Account wanted) => wanted with
    {
        ResubscribePolicy = wanted.ResubscribePolicy == ResubscribePolicy.Unspecified
            ? ResubscribePolicy.CustomerStart
            : wanted.ResubscribePolicy,
        KeywordMatching = wanted.KeywordMatching == KeywordMatching.Unspecified
            ? KeywordMatching.Reasonable
            : wanted.KeywordMatching,
        RepliesByLanguage = wanted.RepliesByLanguage.Canonical(),
    };
}

/// <summary>The result of a Put.</summary>
/// <param name="Status">Whether it changed anything, or why not.</param>
/// <param name="Current">The account or sender as it is now; null where it was refused and there is none.</param>
public sealed record PutOutcome<T>(PutStatus Status, T? Current)
    where T : class;

/// <summary>Whether a Put changed anything, or why it was refused.</summary>
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

/// <summary>The kind of a ledger entry about the registry. Numbered beyond <see cref="LedgerEntryKind"/>.</summary>
public enum RegistryEntryKind
{
    Unspecified = 0,
    AccountPut = 101,
    SenderPut = 102,

    /// <summary>An API key was made or revoked.</summary>
    ApiKeyPut = 103,
}
