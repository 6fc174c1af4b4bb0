using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Consent.Core.Records;

namespace Consent.Core.Access;

/// <summary>An API key without its secret.</summary>
public sealed record ApiKey
{
    public required ApiKeyId Id { get; init; }

    /// <summary>Gets what people call it; may be empty.</summary>
    public string DisplayName { get; init; } = "";

    public required Grant Grant { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Gets the name of the caller who made it.</summary>
    public string CreatedBy { get; init; } = "";

    /// <summary>Gets the first moment at which it is no longer taken; null where it does not expire.</summary>
    public Instant? ExpiresAt { get; init; }

    /// <summary>Gets when it was revoked, for good; null where it was not.</summary>
    public Instant? RevokedAt { get; init; }

    /// <summary>Whether it is taken at that moment.</summary>
    public bool IsValid(Instant now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>An API key's id: 64 random bits, written as 16 hexadecimal digits in lower case.</summary>
[JsonConverter(typeof(ApiKeyIdJsonConverter))]
public readonly record struct ApiKeyId(ulong Value)
{
    public const int Length = 16;

    public static bool TryParse(ReadOnlySpan<char> text, out ApiKeyId id)
    {
        var value = 0ul;
        var valid = text.Length == Length
            && !text.ContainsAnyExceptInRange('0', 'f')
            && !text.ContainsAnyInRange('A', 'F')
            && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
        id = new ApiKeyId(value);
        return valid;
    }

    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);
}

public sealed class ApiKeyIdJsonConverter : JsonConverter<ApiKeyId>
{
    public override ApiKeyId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ApiKeyId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("Not an API key's id.");

    public override void Write(Utf8JsonWriter writer, ApiKeyId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
