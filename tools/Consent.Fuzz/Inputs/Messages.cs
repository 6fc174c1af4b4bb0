using System.Text;
using Consent.V1;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Fuzz.Inputs;

/// <summary>Messages of the contract with every field set, as bytes and as JSON, and what changes make of them.</summary>
internal static class Messages
{
    private const int MaxDepth = 4;

    private static readonly string[] JsonTokens =
    [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "1e999", "-0", "1.5", "\"\"", "{}", "[]", "[[[[[[[[", "{\"\":{", "\\u0000", "\\ud83d",
        "\\udc00", "\\", "\ufeff", "\u00e9", "\"\\u0073ender_number\":", "\"sender_number\":", "\"account\":null,", "\"2026-02-30T25:61:61Z\"", "99999999999999999999",
        "\"CHANNEL_SMS\"", "\"NaN\"", "/*", "//", " ", "\n",
    ];

    /// <summary>Gets every method that has a request of its own.</summary>
    public static IReadOnlyList<MethodDescriptor> Methods { get; } =
    [
        .. new[] { ConsentAuthority.Descriptor, ConsentRegistry.Descriptor, ConsentLedger.Descriptor, ConsentReviews.Descriptor }
            .SelectMany(service => service.Methods),
    ];

    /// <summary>Bytes that are that message, or once were.</summary>
    public static Gen<byte[]> BytesOf(MessageDescriptor type, bool complete = true) => Gen.Frequency(
        (1, Gen.Byte.Array[0, 200]),
        (6, Mutations.Of<byte>(
            [Sample(type, complete).ToByteArray()],
            [[0], [0xFF], [0x0A], [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0x0B], [0x0C], [0xED, 0xA0, 0x80]],
            Gen.Byte)));

    /// <summary>JSON that is that message, or once was, in UTF-8 that may be damaged.</summary>
    public static Gen<byte[]> JsonOf(MessageDescriptor type, bool complete = true) => Gen.Frequency(
        (1, Gen.Byte.Array[0, 200]),
        (6, Mutations.Of(
            [Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(Sample(type, complete)))],
            Array.ConvertAll(JsonTokens, Encoding.UTF8.GetBytes),
            Gen.Byte)));

    /// <param name="type">The message.</param>
    /// <param name="complete">Whether it has what a write needs; without it the write is read, and refused.</param>
    /// <param name="depth">How deep in another message it is.</param>
    public static IMessage Sample(MessageDescriptor type, bool complete = true, int depth = 0)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        var taken = new HashSet<OneofDescriptor>();
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (field.ContainingOneof is { } oneof && !taken.Add(oneof))
            {
                continue;
            }

            if (field.IsMap)
            {
                ((System.Collections.IDictionary)field.Accessor.GetValue(message)).Add("es", Single(field.MessageType.FindFieldByNumber(2), complete, depth));
            }
            else if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(Single(field, complete, depth));
            }
            else if (Single(field, complete, depth) is { } value)
            {
                field.Accessor.SetValue(message, value);
            }
        }

        return message;
    }

    private static object? Single(FieldDescriptor field, bool complete, int depth) => field.FieldType switch
    {
        FieldType.String => TextOf(field.Name, complete),
        FieldType.Bytes => ByteString.CopyFromUtf8("bytes"),
        FieldType.Bool => true,
        FieldType.Int32 => 7,
        FieldType.Int64 => 7L,
        FieldType.Enum => 1,
        FieldType.Message when field.MessageType.File == Timestamp.Descriptor.File =>
            Timestamp.FromDateTimeOffset(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)),
        FieldType.Message => depth < MaxDepth ? Sample(field.MessageType, complete, depth + 1) : null,
        _ => throw new NotSupportedException($"{field.FullName} has a type for which there is no sample."),
    };

    private static string TextOf(string field, bool complete) => field switch
    {
        "customer_number" or "customer_numbers" => "+15550001234",
        "sender_number" or "sender_numbers" or "preferred_sender_number" or "reply_number" => "+15550009999",
        "account_id" => complete ? "acme" : "NO ID",
        "message_id" or "idempotency_key" or "import_id" => complete ? "id-1" : "",
        "page_token" => "",
        _ => "Stop texting me",
    };
}
