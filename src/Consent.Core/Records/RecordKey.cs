using System.Diagnostics.CodeAnalysis;
using Consent.Core.Numbers;

namespace Consent.Core.Records;

/// <summary>The key of a record: the customer, and the sender number or account that it is about.</summary>
/// <remarks>
/// The text is the key of the record's grain, its rows and its entries; it holds the canonical numbers. Orleans parses string keys:
/// one is safe if a character outside 0-9a-f comes before any plus sign, as the 'n' of "number:" and the 'o' of "account:" do.
/// </remarks>
public readonly record struct RecordKey
{
    public const string NumberPrefix = "number:";
    public const string AccountPrefix = "account:";

    private RecordKey(SenderNumber? sender, AccountId? account, PhoneNumber customer) =>
        (Sender, Account, Customer) = (sender, account, customer);

    /// <summary>Gets the sender number, where the record is a number's.</summary>
    public SenderNumber? Sender { get; }

    /// <summary>Gets the account, where the record is an account's.</summary>
    public AccountId? Account { get; }

    /// <summary>Gets the customer, in the spelling given.</summary>
    public PhoneNumber Customer { get; }

    public static RecordKey ForNumber(SenderNumber sender, PhoneNumber customer) => new(sender, null, customer);

    public static RecordKey ForAccount(AccountId account, PhoneNumber customer) => new(null, account, customer);

    /// <summary>Gets the keys under which a build before may have kept what is one record now: none for most.</summary>
    public IReadOnlyList<string> OlderKeys
    {
        get
        {
            var senders = Sender is { } sender ? sender.OlderSpellings : [];
            var customers = Customer.OlderSpellings;
            if (senders.Count == 0 && customers.Count == 0)
            {
                return [];
            }

            var keys = new List<string>();
            foreach (var scope in senders.Prepend(Sender?.ToString()))
            {
                foreach (var customer in customers.Prepend(Customer.Canonical.ToString()))
                {
                    keys.Add($"{Scope(scope)}/{customer}");
                }
            }

            // The first is the canonical one.
            keys.RemoveAt(0);
            return keys;
        }
    }

    /// <summary>Gets the key as a build before made it of the spellings given.</summary>
    public string AsGiven => $"{Scope(Sender?.AsGiven)}/{Customer}";

    /// <exception cref="FormatException">The text is no record's key.</exception>
    public static RecordKey Parse(string text)
    {
        var slash = text.LastIndexOf('/');
        if (slash > 0 && PhoneNumber.TryParse(text.AsSpan(slash + 1), out var customer))
        {
            if (Scope(text, slash, NumberPrefix, out var sender) && SenderNumber.TryParse(sender, out var number))
            {
                return ForNumber(number, customer);
            }

            if (Scope(text, slash, AccountPrefix, out var account) && AccountId.TryParse(account, out var id))
            {
                return ForAccount(id, customer);
            }
        }

        throw new FormatException("Not the key of a record.");
    }

    public override string ToString() =>
        Sender is { } sender ? $"{NumberPrefix}{sender}/{Customer.Canonical}" : $"{AccountPrefix}{Account}/{Customer.Canonical}";

    private string Scope(string? sender) => sender is null ? $"{AccountPrefix}{Account}" : $"{NumberPrefix}{sender}";

    private static bool Scope(string text, int slash, string prefix, [NotNullWhen(true)] out string? scope)
    {
        var matches = slash > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal);
        scope = matches ? text[prefix.Length..slash] : null;
        return matches;
    }
}
