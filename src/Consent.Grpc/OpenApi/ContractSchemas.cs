using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Microsoft.OpenApi;

namespace Consent.Grpc.OpenApi;

/// <summary>The contract's messages as JSON schemas, as protobuf's JSON mapping writes them.</summary>
internal sealed class ContractSchemas(OpenApiDocument document, ContractComments comments)
{
    /// <summary>A reference to the message's schema, which is added to the document.</summary>
    public IOpenApiSchema Of(MessageDescriptor message)
    {
        if (message.FullName == Timestamp.Descriptor.FullName)
        {
            return new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" };
        }

        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Description = comments.OfType(message.ClrType) };
        if (document.Components!.Schemas!.TryAdd(message.Name, schema))
        {
            schema.Properties = message.Fields.InDeclarationOrder()
                .ToDictionary(field => field.JsonName, Of, StringComparer.Ordinal);
        }

        return new OpenApiSchemaReference(message.Name, document);
    }

    public IOpenApiSchema Of(FieldDescriptor field)
    {
        var single = Single(field);
        return field.IsRepeated
            ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = single, Description = CommentOf(field) }
            : single is OpenApiSchema schema ? WithDescription(schema, CommentOf(field)) : single;
    }

    public string? CommentOf(FieldDescriptor field) =>
        comments.OfMember(field.ContainingType.ClrType, field.PropertyName);

    private static OpenApiSchema WithDescription(OpenApiSchema schema, string? description)
    {
        schema.Description = description;
        return schema;
    }

    private static OpenApiSchema Enumeration(EnumDescriptor values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Values.Select(value => (JsonNode)JsonValue.Create(value.Name))],
    };

    private IOpenApiSchema Single(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message => Of(field.MessageType),
        FieldType.Enum => Enumeration(field.EnumType),
        FieldType.String => new OpenApiSchema { Type = JsonSchemaType.String },
        FieldType.Bool => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        FieldType.Int32 => new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
        // Sixty-four bits do not fit a JSON number.
        FieldType.Int64 => new OpenApiSchema { Type = JsonSchemaType.String, Format = "int64" },
        FieldType.Bytes => new OpenApiSchema { Type = JsonSchemaType.String, Format = "byte" },
        var other => throw new InvalidOperationException($"The contract has a field of type {other}."),
    };
}
