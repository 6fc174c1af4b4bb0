using Consent.V1;

namespace Consent.Torture.Histories;

/// <summary>Keys of entries, as the ledger's column <c>record_key</c> has them.</summary>
internal static class RecordKeys
{
    public const string NumberPrefix = "number:";

    public static string OfNumber(string sender, string customer) => $"{NumberPrefix}{sender}/{customer}";

    public static string OfAccount(string account, string customer) => $"account:{account}/{customer}";

    /// <summary>The key of a sender's registration.</summary>
    public static string OfSender(string sender) => $"sender:{sender}";

    /// <summary>The key of an account's registration.</summary>
    public static string OfAccount(string account) => $"account:{account}";

    public static string Of(ConsentRecord record) => record.ScopeCase == ConsentRecord.ScopeOneofCase.SenderNumber
        ? OfNumber(record.SenderNumber, record.CustomerNumber)
        : OfAccount(record.AccountId, record.CustomerNumber);
}
