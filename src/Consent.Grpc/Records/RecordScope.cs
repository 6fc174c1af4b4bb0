using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grpc.Wire;
using Consent.Roster.Memory;
using Grpc.Core;

namespace Consent.Grpc.Records;

/// <summary>Whose record a caller names: a number's, registered or not, or a registered account's.</summary>
internal readonly record struct RecordScope(SenderNumber? Sender, AccountId? Account)
{
    /// <summary>Reads a scope of which the contract takes one; null is what was not given.</summary>
    public static RecordScope Read(
        ref RequestReader reader, PhoneNumber customer, string? senderNumber, string? accountId, string prefix = "")
    {
        if (senderNumber is not null)
        {
            var sender = reader.Sender($"{prefix}sender_number", senderNumber);
            reader.Differ(sender, customer);
            return new RecordScope(sender, null);
        }

        if (accountId is not null)
        {
            return new RecordScope(null, reader.Account($"{prefix}account_id", accountId));
        }

        reader.Add($"{prefix}scope", ErrorReason.ScopeRequired, "sender_number or account_id is required.");
        return default;
    }

    /// <summary>Reads a scope where the contract takes one or none; its fields are not optional, so empty means unset.</summary>
    public static RecordScope ReadOptional(ref RequestReader reader, PhoneNumber customer, string senderNumber, string accountId)
    {
        SenderNumber? sender = null;
        AccountId? account = null;
        if (senderNumber.Length > 0)
        {
            sender = reader.Sender("sender_number", senderNumber);
            reader.Differ(sender.Value, customer);
        }

        if (accountId.Length > 0)
        {
            account = reader.Account("account_id", accountId);
        }

        if (sender is not null && account is not null)
        {
            reader.Add("account_id", ErrorReason.ScopeAmbiguous, "Give either sender_number or account_id, not both.");
        }

        return new RecordScope(sender, account);
    }

    public RecordKey KeyFor(PhoneNumber customer) =>
        Sender is { } sender ? RecordKey.ForNumber(sender, customer) : RecordKey.ForAccount(Account!.Value, customer);

    /// <summary>The account that is named, or the number's; null for a number that is not registered.</summary>
    public AccountId? AccountIn(ReplicaRoster roster) => Sender is { } sender ? roster.Registry.RouteOf(sender).Account : Account;

    /// <summary>The account whose policy applies: the one named, or the number's; null for a number without one.</summary>
    /// <exception cref="RpcException">NOT_FOUND: the account that is named is not registered.</exception>
    public CompiledAccount? FindAccount(ReplicaRoster roster)
    {
        if (Sender is { } sender)
        {
            return roster.Registry.FindSender(sender)?.Settings;
        }

        return roster.Registry.FindAccount(Account!.Value) ?? throw ConsentErrors.AccountNotFound("account_id");
    }

    /// <summary>How an opt-out of the record that is named is lifted.</summary>
    public WayBack WayBack(PhoneNumber customer, ResubscribePolicy policy, ReplicaRoster roster) => Core.Registry.WayBack.Of(
        KeyFor(customer), roster.Registry.RouteOf(Sender.GetValueOrDefault()), policy, roster.Registry.SendersOf(AccountIn(roster)));

    /// <summary>The same in words, where the sender's own record, its account's, or both are opted out.</summary>
    public string ResubscribeHint(
        PhoneNumber customer, ResubscribePolicy policy, ReplicaRoster roster, bool isAccountOptedOut)
    {
        var senders = roster.Registry.SendersOf(AccountIn(roster));
        return Sender is { } sender
            ? ResubscribeHints.ForSender(
                roster.Registry.RouteOf(sender), customer, policy, senders, isAccountOptedOut)
            : ResubscribeHints.ForAccount(Account!.Value, customer, policy, senders);
    }
}
