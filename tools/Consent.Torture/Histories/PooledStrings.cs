using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Consent.Torture.Histories;

/// <summary>Reads a text that millions of lines share as one object.</summary>
internal sealed class PooledStrings : JsonConverter<string>
{
    private const int MaxLength = 256;

    private static readonly ConcurrentDictionary<string, string> Known = new();
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (reader.TokenType != JsonTokenType.String || length > MaxLength)
        {
            return reader.GetString();
        }

        Span<char> buffer = stackalloc char[MaxLength];
        var text = buffer[..reader.CopyString(buffer)];
        if (!BySpan.TryGetValue(text, out var known))
        {
            var added = text.ToString();
            known = Known.GetOrAdd(added, added);
        }

        return known;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
