using System.Text.Json.Nodes;
using Google.Api;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.OpenApi;

namespace Consent.Grpc.OpenApi;

/// <summary>The contract's messages and enumerations as JSON schemas, as protobuf's JSON mapping reads and writes them.</summary>
internal sealed class ContractSchemas
{
    private readonly OpenApiDocument _document;
    private readonly ContractComments _comments;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly HashSet<FieldDescriptor> _inPath;

    public ContractSchemas(OpenApiDocument document, ContractComments comments, IReadOnlyCollection<ContractRoute> routes)
    {
        _document = document;
        _comments = comments;
        _inPath = [.. routes.SelectMany(route => route.PathFields.Where(field => field.ContainingType == route.Body))];
        foreach (var body in routes.Select(route => route.Body).OfType<MessageDescriptor>())
        {
            AddAsked(body);
        }
    }

    private IDictionary<string, IOpenApiSchema> Schemas => _document.Components!.Schemas!;

    /// <summary>A reference to the message's schema, which is added to the document.</summary>
    public OpenApiSchemaReference Of(MessageDescriptor message)
    {
        var schema = new OpenApiSchema { Description = DescriptionOf(message) };
        if (Schemas.TryAdd(message.Name, schema))
        {
            var fields = message.Fields.InDeclarationOrder().ToLookup(_inPath.Contains);
            if (fields[true].Any())
            {
                // What is read can then be changed and put, also where clients have a class for each schema.
                var description = $"What is put: all of {message.Name} but its key, which is in the path.";
                Schemas.Add(ContentName(message), Filled(new OpenApiSchema { Description = description }, fields[false]));
                schema.AllOf =
                [
                    new OpenApiSchemaReference(ContentName(message), _document),
                    Filled(new OpenApiSchema(), fields[true]),
                ];
            }
            else
            {
                Filled(schema, fields[false]);
            }
        }

        return new OpenApiSchemaReference(message.Name, _document);
    }

    /// <summary>A reference to the schema of a route's body, which has no field that the path has.</summary>
    public OpenApiSchemaReference OfBody(MessageDescriptor body)
    {
        var whole = Of(body);
        return body.Fields.InDeclarationOrder().Any(_inPath.Contains)
            ? new OpenApiSchemaReference(ContentName(body), _document)
            : whole;
    }

    public IOpenApiSchema TypeOf(FieldDescriptor field) => field switch
    {
        { IsMap: true } => new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = Single(field.MessageType.FindFieldByNumber(2)),
        },
        { IsRepeated: true } => new OpenApiSchema { Type = JsonSchemaType.Array, Items = Single(field) },
        _ => Single(field),
    };

    public string? CommentOf(FieldDescriptor field) =>
        _comments.OfMember(field.ContainingType.ClrType, field.PropertyName);

    private static string ContentName(MessageDescriptor message) => $"{message.Name}Content";

    private OpenApiSchema Filled(OpenApiSchema schema, IEnumerable<FieldDescriptor> fields)
    {
        schema.Type = JsonSchemaType.Object;
        schema.Properties = fields.ToDictionary(field => field.JsonName, Member, StringComparer.Ordinal);
        schema.Required = fields.Where(IsRequired).Select(field => field.JsonName).ToHashSet(StringComparer.Ordinal);
        return schema;
    }

    private void AddAsked(MessageDescriptor message)
    {
        if (_asked.Add(message.FullName))
        {
            foreach (var field in message.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.Message))
            {
                AddAsked(field.MessageType);
            }
        }
    }

    // What is only answered has every member that cannot be unset.
    private bool IsRequired(FieldDescriptor field) => _asked.Contains(field.ContainingType.FullName)
        ? field.GetOptions()?.GetExtension(FieldBehaviorExtensions.FieldBehavior)?.Contains(FieldBehavior.Required) == true
        : !field.HasPresence;

    // Without null some clients can leave no time unset, and give the year 1.
    private JsonSchemaType TimeType(FieldDescriptor field) => _asked.Contains(field.ContainingType.FullName) && !IsRequired(field)
        ? JsonSchemaType.String | JsonSchemaType.Null
        : JsonSchemaType.String;

    private IOpenApiSchema Member(FieldDescriptor field)
    {
        var schema = TypeOf(field);
        switch (schema)
        {
            case OpenApiSchemaReference reference:
                reference.Description = CommentOf(field);
                break;
            case OpenApiSchema own:
                own.Description = CommentOf(field);
                break;
        }

        return schema;
    }

    private string? DescriptionOf(MessageDescriptor message) => Sentences(
    [
        _comments.OfType(message.ClrType),
        .. message.Oneofs.Where(oneof => !oneof.IsSynthetic)
            .Select(oneof => $"Has at most one of {string.Join(", ", oneof.Fields.Select(field => field.JsonName))}."),
    ]);

    private OpenApiSchemaReference Of(EnumDescriptor enumeration)
    {
        Schemas.TryAdd(enumeration.Name, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = Sentences(
            [
                _comments.OfType(enumeration.ClrType),
                .. enumeration.Values
                    .Select(value => (value.Name, Comment: _comments.OfValue(enumeration.ClrType, value.Name)))
                    .Where(value => value.Comment is not null)
                    .Select(value => $"{value.Name}: {value.Comment}"),
            ]),
            Enum = [.. enumeration.Values.Select(value => (JsonNode)JsonValue.Create(value.Name))],
        });
        return new OpenApiSchemaReference(enumeration.Name, _document);
    }

    private static string? Sentences(IEnumerable<string?> parts)
    {
        var text = string.Join('\n', parts.OfType<string>());
        return text.Length > 0 ? text : null;
    }

    private IOpenApiSchema Single(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message when field.MessageType.FullName == Timestamp.Descriptor.FullName =>
            new OpenApiSchema { Type = TimeType(field), Format = "date-time" },
        FieldType.Message => Of(field.MessageType),
        FieldType.Enum => Of(field.EnumType),
        FieldType.String => new OpenApiSchema { Type = JsonSchemaType.String },
        FieldType.Bool => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        FieldType.Int32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        // Sixty-four bits do not fit a JSON number.
        FieldType.Int64 => new OpenApiSchema { Type = JsonSchemaType.String, Format = "int64" },
        FieldType.Bytes => new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" },
        var other => throw new InvalidOperationException($"The contract has a field of type {other}."),
    };
}
