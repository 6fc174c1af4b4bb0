using Consent.Core.Numbers;
using Consent.Core.Records;

namespace Consent.Storage.Records;

/// <summary>
/// The key of a state: of its grain, its row and its ledger entries. A record's is its own; an account's is <c>account:id</c> and
/// a sender's <c>sender:number</c>. Neither has a slash, so neither is a record's.
/// </summary>
/// <remarks>Orleans parses string keys: see <see cref="RecordKey"/>.</remarks>
public readonly record struct StateKey
{
    public const string AccountPrefix = RecordKey.AccountPrefix;
    public const string SenderPrefix = "sender:";

    /// <summary>Of an API key's entries, which have no grain.</summary>
    public const string ApiKeyPrefix = "apiKey:";

    private readonly string? _text;

    private StateKey(string text) => _text = text;

    public static implicit operator StateKey(RecordKey key) => new(key.ToString());

    public static StateKey Of(AccountId account) => new($"{AccountPrefix}{account}");

    public static StateKey Of(SenderNumber sender) => new($"{SenderPrefix}{sender}");

    public override string ToString() => _text ?? "";
}
