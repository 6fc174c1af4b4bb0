using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Consent.Grpc.Wire;

/// <summary>Fields of a message that this server does not have, as a newer client may send them.</summary>
internal static class UnknownFields
{
    private const int MaxNamed = 10;

    /// <summary>Refuses them by their numbers, since protobuf does not send names.</summary>
    public static void RefuseUnknown(this ref RequestReader reader, IMessage message)
    {
        foreach (var path in Of(message.ToByteArray(), message.Descriptor, "").Distinct().Take(MaxNamed))
        {
            reader.Add(path, ErrorReason.FieldUnknown, $"{path} is the number of a field that this server does not have.");
        }
    }

    private static IEnumerable<string> Of(byte[] message, MessageDescriptor type, string path)
    {
        var known = type.Parser.WithDiscardUnknownFields(true).ParseFrom(message).ToByteArray();
        if (known.Length == message.Length)
        {
            yield break;
        }

        // A number that is known, but with another wire type, is another tag.
        var knownTags = Read(known).Select(field => field.Tag).ToHashSet();
        foreach (var (tag, content) in Read(message))
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            var field = type.FindFieldByNumber(number);
            if (!knownTags.Contains(tag))
            {
                yield return $"{path}{number}";
            }
            else if (field.IsMap)
            {
                foreach (var inner in OfMapEntry(content, field, $"{path}{field.Name}"))
                {
                    yield return inner;
                }
            }
            else if (field.FieldType == FieldType.Message)
            {
                foreach (var inner in Of(content, field.MessageType, $"{path}{field.Name}."))
                {
                    yield return inner;
                }
            }
        }
    }

    // A key of text, and a message. Fields of the entry itself were dropped when it was read.
    private static IEnumerable<string> OfMapEntry(byte[] entry, FieldDescriptor map, string path)
    {
        var fields = Read(entry).ToDictionary(field => WireFormat.GetTagFieldNumber(field.Tag), field => field.Content);
        var key = JsonFindings.Shown(Encoding.UTF8.GetString(fields.GetValueOrDefault(1, [])));
        return Of(fields[2], map.MessageType.FindFieldByNumber(2).MessageType, $"{path}[{key}].");
    }

    private static IEnumerable<(uint Tag, byte[] Content)> Read(byte[] message)
    {
        using var input = new CodedInputStream(message);
        while (input.ReadTag() is not 0 and var tag)
        {
            if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
            {
                yield return (tag, input.ReadBytes().ToByteArray());
            }
            else
            {
                input.SkipLastField();
                yield return (tag, []);
            }
        }
    }
}
