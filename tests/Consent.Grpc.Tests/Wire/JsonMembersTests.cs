using System.Text;
using System.Text.Json;
using Consent.Grpc.Wire;
using Consent.V1;
using CsCheck;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Tests.Wire;

/// <summary>What is left of a body without its nulls, against the parser of Google.Protobuf, which reads null as unset.</summary>
public sealed class JsonMembersTests
{
    private static readonly Gen<string> Space = OneOf("", " ", "\n", " \t\r\n ");

    private static readonly Gen<string> Text = OneOf("null", "null", "\"x\"", "\"\\u006eull\"", "\"a,\\\"b\"");

    private static readonly Gen<string> List = Joined(OneOf("\"x\"", "\"null\"").List[0, 4].Select(items => items.ToArray()), "[", "]");

    private static readonly Gen<string> Replies = Members(
        ("optInConfirmation", Text), ("help", Text), ("opt_out_confirmation", Text), ("unknown", Text));

    private static readonly Gen<string> Account = Members(
        ("displayName", Text),
        ("product_name", Text),
        ("\\u0061ccountId", Text),
        ("optOutKeywords", Gen.OneOf(Gen.Const("null"), List)),
        ("help_keywords", Gen.OneOf(Gen.Const("null"), List)),
        ("replies", Gen.OneOf(Gen.Const("null"), Replies)),
        ("revision", OneOf("null", "7", "\"7\"")),
        ("keywordMatching", OneOf("null", "2", "\"KEYWORD_MATCHING_EXACT\"")),
        ("unknown", Gen.OneOf(Gen.Const("null"), List, Replies)));

    [Fact]
    public void Nulls_WhereverTheyAre_AreLeftOutAndNothingElse() => Account.Sample(
        json =>
        {
            var expected = new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true)).Parse<Account>(json);

            var left = Read(json, V1.Account.Descriptor).Left;

            using var parsed = JsonDocument.Parse(left);
            Assert.DoesNotContain(parsed.RootElement.EnumerateObject(), member => member.Value.ValueKind == JsonValueKind.Null);
            Assert.Equal(expected, new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true)).Parse<Account>(left));
        },
        iter: 20_000);

    // What cannot be read costs an exception each, and a message has room for 50,000 of them.
    [Fact]
    public void UnreadableTimes_OfAWholeMessage_AreNotAllTried()
    {
        var json = Encoding.UTF8.GetBytes($"{{{string.Join(',', Enumerable.Repeat("\"receivedAt\":\"never\"", 50_000))}}}");
        var findings = new JsonFindings();
        var before = GC.GetAllocatedBytesForCurrentThread();

        JsonMembers.Read(json, RecordInboundRequest.Descriptor, "", refusesUnknown: false, findings);

        Assert.True(findings.IsFull);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 2_000_000);
    }

    [Theory]
    [InlineData("""{"metadata": {"a": null, "b": "x", "c": null}, "reason": "r"}""", """{"metadata": {"b": "x"}, "reason": "r"}""")]
    [InlineData("""{"metadata": {"a": null}}""", """{"metadata": {}}""")]
    [InlineData("""{"metadata": null}""", "{}")]
    public void NullInAMap_LeavesItsKeyOut(string json, string expected)
    {
        var (left, findings) = Read(json, Google.Rpc.ErrorInfo.Descriptor);

        Assert.Empty(findings.Violations);
        Assert.Equal(JsonParser.Default.Parse<Google.Rpc.ErrorInfo>(expected), JsonParser.Default.Parse<Google.Rpc.ErrorInfo>(left));
    }

    [Theory]
    [InlineData("""{"metadata": {"a": 5}}""", "metadata[a]")]
    [InlineData("""{"metadata": []}""", "metadata")]
    public void AMapThatIsNone_IsNamed(string json, string field) =>
        Assert.Equal(field, Assert.Single(Read(json, Google.Rpc.ErrorInfo.Descriptor).Findings.Violations).Field);

    [Fact]
    public void Null_WhereItIsAValue_Stays()
    {
        var file = new FileDescriptorProto
        {
            Name = "values.proto",
            Syntax = "proto3",
            Dependency = { "google/protobuf/struct.proto", "google/protobuf/wrappers.proto" },
            MessageType =
            {
                new DescriptorProto
                {
                    Name = "Values",
                    Field = { Of("any", "Value"), Of("fixed", "NullValue", isEnum: true), Of("wrapped", "StringValue") },
                },
            },
        };
        var type = FileDescriptor.BuildFromByteStrings(
            [StructReflection.Descriptor.SerializedData, WrappersReflection.Descriptor.SerializedData, file.ToByteString()])[^1]
            .MessageTypes.Single();

        Assert.Equal(
            """{"any":null,"fixed":null}""",
            Read("""{"wrapped": null, "any": null, "wrapped": null, "fixed": null, "wrapped": null}""", type).Left
                .Replace(" ", "", StringComparison.Ordinal));

        static FieldDescriptorProto Of(string name, string message, bool isEnum = false) => new()
        {
            Name = name,
            Number = name.Length,
            Label = FieldDescriptorProto.Types.Label.Optional,
            Type = isEnum ? FieldDescriptorProto.Types.Type.Enum : FieldDescriptorProto.Types.Type.Message,
            TypeName = $".google.protobuf.{message}",
        };
    }

    /// <summary>What transcoding cannot read must be named, so every type of a field that JSON can give is known here.</summary>
    [Fact]
    public void AValueOfTheWrongType_InAnyField_IsNamed()
    {
        var types = new HashSet<MessageDescriptor>();
        foreach (var method in WireMethods.Services.SelectMany(service => service.Methods))
        {
            Add(method.InputType);
        }

        Assert.True(types.Count > 15);
        Assert.All(types.Where(type => type.GetOptions()?.MapEntry != true).SelectMany(type => type.Fields.InDeclarationOrder()), field =>
        {
            var wrong = field.FieldType == FieldType.String ? "5" : "\"?\"";
            var (value, path) = field switch
            {
                { IsMap: true } => ($$"""{"key": {{wrong}}}""", $"{field.Name}[key]"),
                { IsRepeated: true } => ($"[{wrong}]", $"{field.Name}[0]"),
                _ => (wrong, field.Name),
            };
            var violation = Assert.Single(Read($$"""{"{{field.JsonName}}": {{value}}}""", field.ContainingType).Findings.Violations);
            Assert.Equal(path, violation.Field);
        });

        void Add(MessageDescriptor type)
        {
            if (type.File.Package == "consent.v1" && types.Add(type))
            {
                type.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message).ToList()
                    .ForEach(field => Add(field.MessageType));
            }
        }
    }

    private static (string Left, JsonFindings Findings) Read(string json, MessageDescriptor type)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        var findings = new JsonFindings();
        JsonMembers.Read(bytes, type, "", refusesUnknown: false, findings);
        return (Encoding.UTF8.GetString(bytes), findings);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<string> Members(params (string Name, Gen<string> Value)[] members)
    {
        var each = members.Select(member => Gen.Select(
            member.Value, Space, Space, (value, before, after) => $"\"{member.Name}\"{before}:{after}{value}")).ToArray();
        var all = each.Aggregate(
            Gen.Const(Array.Empty<string>()),
            (before, member) => Gen.Select(before, member, (some, one) => some.Append(one).ToArray()));
        var some = Gen.Select(all, Gen.Int[0, members.Length])
            .SelectMany((texts, count) => Gen.Shuffle(texts).Select(shuffled => shuffled.Take(count).ToArray()));
        return Joined(some, "{", "}");
    }

    private static Gen<string> Joined(Gen<string[]> items, string open, string close) => Gen.Select(
        items, Space, Space, (each, before, after) => $"{open}{before}{string.Join($"{after},{before}", each)}{after}{close}");
}
