using System.Text.Json.Serialization;
using Consent.Core.Numbers;

namespace Consent.Core.Access;

/// <summary>A credential's roles, and the accounts and sender numbers that they are for.</summary>
/// <remarks>Without accounts it is unlimited. Sender numbers limit it within its one account.</remarks>
public sealed record Grant
{
    /// <param name="roles">At least one, or the credential may do nothing.</param>
    /// <param name="accounts">The only accounts that they are for; none where they are for all.</param>
    /// <param name="senders">The only sender numbers of the one account; none where they are for all of its numbers.</param>
    /// <exception cref="ArgumentException">There are sender numbers, and not exactly one account.</exception>
    public Grant(Roles roles, IReadOnlyList<AccountId>? accounts = null, IReadOnlyList<SenderNumber>? senders = null)
    {
        Roles = roles;
        Accounts = [.. (accounts ?? []).Distinct()];
        Senders = [.. (senders ?? []).Distinct()];
        if (Senders.Count > 0 && Accounts.Count != 1)
        {
            throw new ArgumentException("Sender numbers need exactly one account.", nameof(senders));
        }
    }

    /// <summary>Gets the grant of a server's owner.</summary>
    public static Grant Everything { get; } = new(Roles.Admin);

    public Roles Roles { get; }

    public IReadOnlyList<AccountId> Accounts { get; }

    public IReadOnlyList<SenderNumber> Senders { get; }

    /// <summary>Gets a value indicating whether it is for some accounts only.</summary>
    [JsonIgnore]
    public bool IsLimited => Accounts.Count > 0;

    /// <summary>Whether it has one of the roles.</summary>
    public bool HasAny(Roles roles) => (Roles & (roles | Roles.Admin)) != Roles.None;

    /// <summary>Whether it is for the account as a whole.</summary>
    public bool Covers(AccountId account) => !IsLimited || (Senders.Count == 0 && Accounts.Contains(account));

    /// <summary>Whether it is for the sender.</summary>
    /// <param name="sender">The sender.</param>
    /// <param name="account">Its account; null where it is not registered, and only an unlimited grant covers it.</param>
    public bool Covers(SenderNumber sender, AccountId? account) =>
        !IsLimited
        || (account is { } id && Accounts.Contains(id) && (Senders.Count == 0 || Senders.Contains(sender)));

    /// <summary>Whether whoever has this grant may give that one.</summary>
    public bool Covers(Grant other) =>
        (Roles.HasFlag(Roles.Admin) || (other.Roles & ~Roles) == Roles.None)
        && (!IsLimited
            || (other.IsLimited
                && other.Accounts.All(Accounts.Contains)
                && (Senders.Count == 0 || (other.Senders.Count > 0 && other.Senders.All(Senders.Contains)))));

    public bool Equals(Grant? other) =>
        other is not null
        && Roles == other.Roles
        && Accounts.ToHashSet().SetEquals(other.Accounts)
        && Senders.ToHashSet().SetEquals(other.Senders);

    public override int GetHashCode() => HashCode.Combine(Roles, Accounts.Count, Senders.Count);
}
