using System.Text.Json.Serialization;
using Consent.V1;

namespace Consent.Torture.Histories;

/// <summary>What was registered of a sender or an account, as far as the checker compares it.</summary>
/// <param name="Account">The account, or the sender's.</param>
/// <param name="Sender">The sender number; null for an account.</param>
/// <param name="Kind">The sender's kind.</param>
/// <param name="Keywords">The account's own keywords of every kind, with commas between; null for none.</param>
/// <param name="Content">All else that the run changes, in a form that is the same in a Put and in its entry.</param>
internal sealed record Registration(
    [property: JsonConverter(typeof(PooledStrings))] string Account,
    [property: JsonConverter(typeof(PooledStrings))] string? Sender = null,
    SenderKind Kind = SenderKind.Unspecified,
    [property: JsonConverter(typeof(PooledStrings))] string? Keywords = null,
    [property: JsonConverter(typeof(PooledStrings))] string? Content = null)
{
    /// <summary>Gets the key of the entry.</summary>
    [JsonIgnore]
    public string Key => Sender is null ? RecordKeys.OfAccount(Account) : RecordKeys.OfSender(Sender);

    public bool HasKeyword(string keyword) => Keywords?.Split(',').Contains(keyword) ?? false;
}
