using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Records;

namespace Consent.Storage.Registry;

/// <summary>What is stored of an account's grain, as JSON. The properties' names are the triggers' contract.</summary>
public sealed record AccountGrainState : IRegistryState
{
    /// <summary>The name of the state, which Orleans stores as <c>GrainTypeString</c>.</summary>
    public const string Name = "account";

    public string Key { get; init; } = "";

    public Account? Account { get; init; }

    public RegistryEntry? Entry { get; init; }

    public IReadOnlyList<RecentPut> RecentPuts { get; init; } = [];

    StateKey IStoredState.Key => StateKey.Of(Account!.Id);

    long IStoredState.Revision => Account!.Revision;

    public static AccountGrainState From(Account account, Instant arrivedAt, string actor) => new()
    {
        Key = StateKey.Of(account.Id).ToString(),
        Account = account,
        Entry = new RegistryEntry(RegistryEntryKind.AccountPut, arrivedAt, actor),
    };

    IStoredState IStoredState.CommittedAt(long position, long? mark) => this;
}
