using System.Collections.Concurrent;
using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Storage.Replicas;

namespace Consent.Roster.Memory;

/// <summary>Accounts, senders and API keys in memory, for one writer and any number of readers, which never wait for it.</summary>
/// <remarks>The route of a write is read as a check is: after the gate, in the roster that it returned.</remarks>
public sealed class RosterRegistry
{
    private readonly ConcurrentDictionary<AccountId, RosterAccount> _accounts = new();
    private readonly ConcurrentDictionary<ulong, RosterSender> _senders = new();
    private readonly OrderedList<AccountId, RosterAccount> _registered =
        new(account => account.Id, (left, right) => string.CompareOrdinal(left.ToString(), right.ToString()));

    private readonly ConcurrentDictionary<ApiKeyId, RosterApiKey> _apiKeys = new();
    private readonly OrderedList<ApiKeyPlace, RosterApiKey> _apiKeysAsMade =
        new(key => ApiKeyPlace.Of(key.Key), ApiKeyPlace.Compare);

    internal RosterRegistry()
    {
    }

    /// <summary>The sender, or null where it is not registered.</summary>
    public RosterSender? FindSender(SenderNumber sender) => _senders.GetValueOrDefault(sender.Packed);

    /// <summary>What routes an event to that number, registered or not.</summary>
    public SenderRoute RouteOf(SenderNumber sender) => FindSender(sender)?.Route ?? new SenderRoute(sender);

    /// <summary>The account, or null where it is not registered.</summary>
    public CompiledAccount? FindAccount(AccountId account) => _accounts.GetValueOrDefault(account)?.Settings;

    /// <summary>Registered accounts in the order of their ids, as of one moment.</summary>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="size">The largest number of them.</param>
    public IReadOnlyList<Account> ListAccounts(AccountId? after, int size)
    {
        var page = _registered.Page(after is null, after.GetValueOrDefault(), size);
        var accounts = new Account[page.Length];
        for (var index = 0; index < accounts.Length; index++)
        {
            accounts[index] = page[index].Settings!.Account;
        }

        return accounts;
    }

    /// <summary>An account's senders in the order of their numbers, as of one moment; none where it has none.</summary>
    /// <param name="account">The account.</param>
    /// <param name="after">The last number of the page before; null for the first page.</param>
    /// <param name="size">The largest number of them.</param>
    public IReadOnlyList<Sender> ListSenders(AccountId account, SenderNumber? after, int size)
    {
        var page = SendersOf(account, after, size);
        var senders = new Sender[page.Length];
        for (var index = 0; index < senders.Length; index++)
        {
            senders[index] = page[index].Sender;
        }

        return senders;
    }

    /// <summary>The same without putting them together: what deciding for each of them needs.</summary>
    /// <inheritdoc cref="ListSenders"/>
    public ReadOnlySpan<RosterSender> SendersOf(AccountId account, SenderNumber? after, int size) =>
        _accounts.TryGetValue(account, out var found)
            ? found.Senders.Page(after is null, after.GetValueOrDefault().Packed, size)
            : [];

    /// <summary>An account's senders, as reply numbers and ways back need them; none where there is no account.</summary>
    public AccountSenders SendersOf(AccountId? account) => account is { } id && _accounts.TryGetValue(id, out var found)
        ? new AccountSenders(
            found.Senders.All.Where(static sender => ReplyNumbers.CanBeTexted(sender.Number)).Select(static sender => sender.Route),
            found.Names.Select(static sender => sender.Route))
        : AccountSenders.None;

    /// <summary>The API key of that id, which may have expired or been revoked; null where there is none.</summary>
    public RosterApiKey? FindApiKey(ApiKeyId id) => _apiKeys.GetValueOrDefault(id);

    /// <summary>API keys in the order in which they were made, as of one moment.</summary>
    /// <param name="after">The last of the page before; null for the first page.</param>
    /// <param name="size">The largest number of them.</param>
    public IReadOnlyList<ApiKey> ListApiKeys(ApiKeyPlace? after, int size)
    {
        var page = _apiKeysAsMade.Page(after is null, after.GetValueOrDefault(), size);
        var keys = new ApiKey[page.Length];
        for (var index = 0; index < keys.Length; index++)
        {
            keys[index] = page[index].Key;
        }

        return keys;
    }

    internal RosterAccount? Known(AccountId account) => _accounts.GetValueOrDefault(account);

    /// <summary>The account as records name it, known from now on. One caller at a time.</summary>
    internal RosterAccount Named(AccountId account)
    {
        if (!_accounts.TryGetValue(account, out var found))
        {
            found = new RosterAccount(account, (uint)_accounts.Count + 1);
            _accounts[account] = found;
        }

        return found;
    }

    internal void Set(Account account)
    {
        var known = Named(account.Id);
        known.Change(CompiledAccount.Of(account));
        _registered.Set(known);
    }

    internal void Set(Sender sender)
    {
        var account = Named(sender.Account);
        var registered = new RosterSender(sender, account);
        account.Set(registered);
        _senders[sender.Number.Packed] = registered;
    }

    internal void Set(RosterApiKey key)
    {
        _apiKeysAsMade.Set(key);
        _apiKeys[key.Key.Id] = key;
    }
}

/// <summary>A place in the list of API keys: they are in the order of the times at which they were made, then of their ids.</summary>
public readonly record struct ApiKeyPlace(Instant CreatedAt, ApiKeyId Id)
{
    public static ApiKeyPlace Of(ApiKey key) => new(key.CreatedAt, key.Id);

    internal static int Compare(ApiKeyPlace left, ApiKeyPlace right) =>
        left.CreatedAt == right.CreatedAt ? left.Id.Value.CompareTo(right.Id.Value) : left.CreatedAt.CompareTo(right.CreatedAt);
}
