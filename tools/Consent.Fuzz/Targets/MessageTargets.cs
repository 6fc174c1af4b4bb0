using System.Text.Json;
using Consent.Core.Records;
using Consent.Fuzz.Inputs;
using Consent.Grpc.Wire;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Fuzz.Targets;

/// <summary>Requests as bytes and as JSON, as they are read before any handler.</summary>
internal static class MessageTargets
{
    private const int MaxLength = 100;

    private static readonly MessageDescriptor[] Types = [.. Messages.Methods.Select(method => method.InputType).Distinct()];

    private static readonly Gen<(MessageDescriptor Type, byte[] Bytes)> Binary = Of(type => Messages.BytesOf(type));
    private static readonly Gen<(MessageDescriptor Type, byte[] Bytes)> Json = Of(type => Messages.JsonOf(type));

    public static IEnumerable<ITarget> All =>
    [
        Of("protobuf requests", 90, Binary, request => ReadBinary(request.Type, request.Bytes)),
        Of("JSON requests", 90, Json, request => ReadJson(request.Type, request.Bytes)),
    ];

    private static Target<(MessageDescriptor Type, byte[] Bytes)> Of(
        string name, int share, Gen<(MessageDescriptor Type, byte[] Bytes)> inputs, Action<(MessageDescriptor Type, byte[] Bytes)> read) =>
        new(
            name, share, inputs, input => input.Bytes.Length, read, input => $"{input.Type.Name} {Texts.Show(input.Bytes)}");

    private static Gen<(MessageDescriptor Type, byte[] Bytes)> Of(Func<MessageDescriptor, Gen<byte[]>> bytes) =>
        Gen.OneOf(Array.ConvertAll(Types, type => bytes(type).Select(made => (type, made))));

    private static void ReadBinary(MessageDescriptor type, byte[] bytes)
    {
        IMessage message;
        try
        {
            message = type.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return;
        }

        var reader = new RequestReader(new Instant(1_800_000_000_000));
        reader.RefuseUnknown(message);
        ReadFields(ref reader, message);
        try
        {
            reader.ThrowIfInvalid();
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.InvalidArgument)
        {
        }
    }

    // Every text as everything that a text may be.
    private static void ReadFields(ref RequestReader reader, IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            switch (field.Accessor.GetValue(message))
            {
                case string text:
                    reader.Customer(field.Name, text);
                    reader.Sender(field.Name, text);
                    reader.Account(field.Name, text);
                    reader.Id(field.Name, text, MaxLength, required: true);
                    reader.Text(field.Name, text, MaxLength, required: true);
                    PageToken.TryRead("a list", text, out _);
                    break;
                case Timestamp time:
                    reader.Time(field.Name, time);
                    break;
                case IMessage inner:
                    ReadFields(ref reader, inner);
                    break;
            }
        }
    }

    private static void ReadJson(MessageDescriptor type, byte[] bytes)
    {
        // It is changed in place.
        var json = bytes.ToArray();
        var findings = new JsonFindings();
        JsonMembers.Read(json, type, "", refusesUnknown: bytes.Length % 2 == 0, findings);
        if (findings.Violations.Count > 0)
        {
            ConsentErrors.InvalidArgument(findings.Violations);
            return;
        }

        try
        {
            using var read = JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            throw new ContradictionException("JSON in which nothing was found is no JSON.");
        }
    }
}
