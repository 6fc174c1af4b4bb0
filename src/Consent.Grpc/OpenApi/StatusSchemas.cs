using Microsoft.OpenApi;

namespace Consent.Grpc.OpenApi;

/// <summary>Errors as transcoding writes them: <c>google.rpc.Status</c>, with one shape for all its details.</summary>
internal static class StatusSchemas
{
    public const string Status = "Status";
    private const string Detail = "StatusDetail";
    private const string Violation = "FieldViolation";
    private const string TypeMember = "@type";

    public static void AddTo(OpenApiDocument document)
    {
        document.AddComponent(Status, Object(
            "google.rpc.Status: why a call was refused. One of its details is a google.rpc.ErrorInfo, which has the reason.",
            ("code", new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Description = "The gRPC status code, such as 3 for INVALID_ARGUMENT.",
            }),
            ("message", Text("For people; says what to do.")),
            ("details", List(new OpenApiSchemaReference(Detail, document)))));
        document.AddComponent(Detail, Object(
            "A google.rpc.ErrorInfo has reason, domain and metadata. A google.rpc.BadRequest has fieldViolations.",
            (TypeMember, Text("type.googleapis.com/ and the message's name.")),
            ("reason", Text("What was wrong, such as NUMBER_INVALID: docs/call.md lists the reasons.")),
            ("domain", Text("Always consent.")),
            ("metadata", new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "For example the field and its limit.",
                AdditionalProperties = Text(null),
            }),
            ("fieldViolations", List(new OpenApiSchemaReference(Violation, document)))));
        document.AddComponent(Violation, Object(
            "One field that is wrong.",
            ("field", Text("The field's name in the contract, in snake_case.")),
            ("description", Text("For people.")),
            ("reason", Text("As in ErrorInfo."))));
        Schema(document, Status).Required = new HashSet<string> { "code", "message", "details" };
        Schema(document, Detail).Required = new HashSet<string> { TypeMember };
        Schema(document, Violation).Required = new HashSet<string> { "field", "description", "reason" };
    }

    private static OpenApiSchema Schema(OpenApiDocument document, string name) =>
        (OpenApiSchema)document.Components!.Schemas![name];

    private static OpenApiSchema Object(string description, params (string Name, IOpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = members.ToDictionary(member => member.Name, member => member.Schema, StringComparer.Ordinal),
    };

    private static OpenApiSchema Text(string? description) => new() { Type = JsonSchemaType.String, Description = description };

    private static OpenApiSchema List(IOpenApiSchema items) => new() { Type = JsonSchemaType.Array, Items = items };
}
