using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Wire;

/// <summary>Whether transcoding can read a value into a field, and what it would read instead. Never repeats the value.</summary>
internal static class FieldValues
{
    private const string WholeNumber = "a whole number";

    /// <returns>What the field needs; nothing if the value is readable, or of a type that only transcoding knows.</returns>
    public static string? ExpectedInstead(FieldDescriptor field, ref Utf8JsonReader json)
    {
        var isReadable = field.FieldType switch
        {
            FieldType.String => IsText(ref json),
            FieldType.Bool => json.TokenType is JsonTokenType.True or JsonTokenType.False,
            FieldType.Int32 => json.TokenType == JsonTokenType.Number && json.TryGetInt32(out _),
            FieldType.Int64 => json.TokenType == JsonTokenType.Number ? json.TryGetInt64(out _)
                : IsText(ref json) && IsReadable(field, json.GetString()!),
            FieldType.Enum => json.TokenType == JsonTokenType.Number ? json.TryGetInt32(out _)
                : IsText(ref json) && field.EnumType.FindValueByName(json.GetString()!) is not null,
            FieldType.Message when IsTimestamp(field) => IsText(ref json) && IsReadable(field, json.GetString()!),
            _ => true,
        };
        return isReadable ? null : Expected(field);
    }

    /// <returns>The same, for a value of a query.</returns>
    public static string? ExpectedInstead(FieldDescriptor field, string text) => IsReadable(field, text) ? null : Expected(field);

    private static bool IsReadable(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Bool => bool.TryParse(text, out _),
        FieldType.Int32 => int.TryParse(text, CultureInfo.InvariantCulture, out _),
        FieldType.Int64 => long.TryParse(text, CultureInfo.InvariantCulture, out _),
        FieldType.Enum => (int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? field.EnumType.FindValueByNumber(number)
            : field.EnumType.FindValueByName(text)) is not null,
        FieldType.Message when IsTimestamp(field) => IsTime(text),
        _ => true,
    };

    private static string Expected(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "a string of Unicode characters",
        FieldType.Bool => "true or false",
        FieldType.Enum => $"one of {string.Join(", ", field.EnumType.Values.Select(value => value.Name))}",
        FieldType.Message => "a time, as in \"2026-01-02T03:04:05Z\"",
        _ => WholeNumber,
    };

    private static bool IsTimestamp(FieldDescriptor field) => field.MessageType.FullName == Timestamp.Descriptor.FullName;

    private static bool IsTime(string text)
    {
        try
        {
            Timestamp.Parser.ParseJson($"\"{JavaScriptEncoder.Default.Encode(text)}\"");
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }

    // Most texts need no copy to be sure.
    private static bool IsText(ref Utf8JsonReader json)
    {
        if (json.TokenType != JsonTokenType.String)
        {
            return false;
        }

        if (!json.ValueIsEscaped)
        {
            return Utf8.IsValid(json.ValueSpan);
        }

        try
        {
            json.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
