using System.Buffers;
using System.Text.Json.Serialization;

namespace Consent.Core.Numbers;

/// <summary>A business's id: 1 to 64 characters of a-z, 0-9, '-' and '_'.</summary>
[JsonConverter(typeof(AccountIdJsonConverter))]
public readonly record struct AccountId
{
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Characters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    private readonly string? _text;

    private AccountId(string text) => _text = text;

    public static bool TryParse(string? text, out AccountId id)
    {
        var valid = text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Characters);
        id = valid ? new AccountId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">The text is no account id.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("Not an account id.");

    public override string ToString() => _text ?? "";
}
