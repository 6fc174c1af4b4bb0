using Consent.Storage.Records;

namespace Consent.Storage.Registry;

/// <summary>An account's or a sender's state.</summary>
public interface IRegistryState : IStoredState
{
    /// <summary>Gets the last Puts that made it, the newest last: one that arrives again has been answered.</summary>
    IReadOnlyList<RecentPut> RecentPuts { get; }
}

/// <summary>A Put, and the revision that it made.</summary>
public sealed record RecentPut(Guid Id, long Revision);
