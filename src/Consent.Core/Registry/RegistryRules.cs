using Consent.Core.Texts;
using Consent.Core.Records;

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
