using System.Globalization;
using System.Text;
using System.Text.Json;
using Consent.V1;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Wire;

/// <summary>
/// Reads a JSON body before transcoding does, which takes null for a value, skips what it does not know, and does not say what it
/// cannot read. Members that are null are overwritten with spaces, which leaves them out and needs no memory.
/// </summary>
internal ref struct JsonMembers
{
    private readonly Span<byte> _json;
    private readonly JsonFindings _findings;
    private readonly bool _refusesUnknown;
    private readonly List<(string Name, int Item)> _path = [];
    private Utf8JsonReader _reader;

    private JsonMembers(Span<byte> json, string root, bool refusesUnknown, JsonFindings findings)
    {
        _json = json;
        _findings = findings;
        _refusesUnknown = refusesUnknown;
        _reader = new Utf8JsonReader(json);
        if (root.Length > 0)
        {
            _path.Add((root, -1));
        }
    }

    /// <param name="json">The body; changed in place.</param>
    /// <param name="type">The message that it is.</param>
    /// <param name="root">The request's field that the body is; empty where it is the request.</param>
    /// <param name="refusesUnknown">Whether a member that no field takes is refused.</param>
    /// <param name="findings">Where what is found goes.</param>
    public static void Read(Span<byte> json, MessageDescriptor type, string root, bool refusesUnknown, JsonFindings findings) =>
        new JsonMembers(json, root, refusesUnknown, findings).Read(type);

    private void Read(MessageDescriptor type)
    {
        try
        {
            _reader.Read();
            ReadMessage(type);

            // Throws if anything follows.
            _reader.Read();
        }
        catch (JsonException e)
        {
            // Its own message repeats some of the body.
            var where = _path.Count > 0 ? $", in {Path()}" : "";
            Refuse(string.Create(
                CultureInfo.InvariantCulture,
                $"The JSON cannot be read at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}{where}."));
        }
        catch (InvalidOperationException)
        {
            Refuse($"{(_path.Count > 0 ? Path() : "The body")} has a member whose name is not Unicode text.");
        }
    }

    private void ReadMessage(MessageDescriptor type)
    {
        if (_reader.TokenType == JsonTokenType.StartObject)
        {
            ReadMembers(type);
        }
        else
        {
            RefuseValue("an object");
        }
    }

    // A map is an entry's message, whose value every member is.
    private void ReadMembers(MessageDescriptor type, FieldDescriptor? mapValue = null)
    {
        var keptUntil = (int)_reader.BytesConsumed;
        var nullFrom = -1;
        var oneofs = 0UL;
        while (_reader.Read())
        {
            var start = (int)_reader.TokenStartIndex;
            var isEnd = _reader.TokenType == JsonTokenType.EndObject;
            if (nullFrom >= 0)
            {
                // With the comma after it, or at the end the one before it.
                _json[(isEnd ? keptUntil : nullFrom)..start].Fill((byte)' ');
                nullFrom = -1;
            }

            if (isEnd)
            {
                return;
            }

            var field = mapValue ?? FieldOf(type);
            _path.Add((mapValue is not null ? $"[{Shown()}]" : field?.Name ?? Shown(), -1));
            _reader.Read();
            if (_reader.TokenType == JsonTokenType.Null && !TakesNull(field))
            {
                nullFrom = start;
            }
            else
            {
                ReadMember(field, ref oneofs);
                keptUntil = (int)_reader.BytesConsumed;
            }

            _path.RemoveAt(_path.Count - 1);
        }
    }

    private void ReadMember(FieldDescriptor? field, ref ulong oneofs)
    {
        if (field is null)
        {
            FindUnknown();
            return;
        }

        if (field.RealContainingOneof is { } oneof)
        {
            if ((oneofs & (1UL << oneof.Index)) != 0)
            {
                Refuse($"Only one of {string.Join(", ", oneof.Fields.Select(each => each.Name))} may be given, and once.");
            }

            oneofs |= 1UL << oneof.Index;
        }

        ReadValue(field);
    }

    private void ReadValue(FieldDescriptor field)
    {
        if (field.IsMap)
        {
            if (_reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMembers(field.MessageType, field.MessageType.FindFieldByNumber(2));
            }
            else
            {
                RefuseValue("an object");
            }
        }
        else if (!field.IsRepeated)
        {
            ReadSingle(field);
        }
        else if (_reader.TokenType == JsonTokenType.StartArray)
        {
            ReadItems(field);
        }
        else
        {
            RefuseValue("a list");
        }
    }

    private void ReadItems(FieldDescriptor field)
    {
        var last = _path.Count - 1;
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            _path[last] = (_path[last].Name, _path[last].Item + 1);
            ReadSingle(field);
        }
    }

    private void ReadSingle(FieldDescriptor field)
    {
        if (field.FieldType == FieldType.Message && field.MessageType.File.Package != Timestamp.Descriptor.File.Package)
        {
            ReadMessage(field.MessageType);
        }
        else
        {
            ReadText(field);
        }
    }

    private void ReadText(FieldDescriptor field)
    {
        if (_reader.TokenType == JsonTokenType.String && IsCustomersText(field))
        {
            LoneSurrogates.Replace(_json[(int)_reader.TokenStartIndex..(int)_reader.BytesConsumed]);
        }

        if (!_findings.IsFull && FieldValues.ExpectedInstead(field, ref _reader) is { } expected)
        {
            RefuseValue(expected);
        }
        else
        {
            _reader.Skip();
        }
    }

    private static bool IsCustomersText(FieldDescriptor field) =>
        field.ContainingType == RecordInboundRequest.Descriptor ? field.FieldNumber == RecordInboundRequest.BodyFieldNumber
            : field.ContainingType == ClassifyTextRequest.Descriptor && field.FieldNumber == ClassifyTextRequest.BodyFieldNumber;

    private void FindUnknown()
    {
        var path = Path();
        if (_refusesUnknown)
        {
            var isWrapped = _path is [var (root, _), var (name, _)] && root == name;
            _findings.Refuse(path, ErrorReason.FieldUnknown, $"{path} is unknown here."
                + (isWrapped ? $" In JSON the body is the {_path[0].Name} itself, not an object that contains it." : ""));
        }
        else
        {
            _findings.Ignore(path);
        }

        _reader.Skip();
    }

    private void RefuseValue(string expected)
    {
        var butNot = _reader.TokenType == JsonTokenType.Null ? ", not null" : "";
        Refuse($"{(_path.Count > 0 ? Path() : "The body")} must be {expected}{butNot}.");
        _reader.Skip();
    }

    private readonly void Refuse(string description) => _findings.Refuse(Path(), ErrorReason.MessageUndecodable, description);

    private readonly string Shown() => JsonFindings.Shown(_reader.GetString()!);

    private readonly FieldDescriptor? FieldOf(MessageDescriptor type)
    {
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (_reader.ValueTextEquals(field.JsonName) || _reader.ValueTextEquals(field.Name))
            {
                return field;
            }
        }

        return null;
    }

    private static bool TakesNull(FieldDescriptor? field) =>
        field?.FieldType == FieldType.Message ? field.MessageType.FullName == Value.Descriptor.FullName
            : field?.FieldType == FieldType.Enum && field.EnumType.FullName == "google.protobuf.NullValue";

    private readonly string Path()
    {
        var path = new StringBuilder();
        foreach (var (name, item) in _path)
        {
            path.Append(path.Length > 0 && !name.StartsWith('[') ? "." : "").Append(name);
            if (item >= 0)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{item}]");
            }
        }

        return path.ToString();
    }
}
