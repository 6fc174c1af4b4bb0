using System.Text.Json.Nodes;
using Consent.Grpc.Wire;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace Consent.Grpc.OpenApi;

/// <summary>The JSON methods that are served, as an OpenAPI document built from the contract's descriptors.</summary>
/// <remarks>The package that would do it, Microsoft.AspNetCore.Grpc.Swagger, is an unfinished preview.</remarks>
internal sealed class ContractDocument
{
    private const string Json = "application/json";

    private readonly OpenApiDocument _document = new()
    {
        Info = new OpenApiInfo
        {
            Title = "Consent",
            Version = "v1",
            Description = "Whether a business may text a customer. 64-bit integers are strings. A later version of the server "
                + "may answer further members and further values of enumerations. Ignore members that you do not know, and take "
                + "such a value as the one that ends in UNSPECIFIED. Send only on DECISION_ALLOWED.",
        },
        Paths = [],
        Components = new OpenApiComponents { Schemas = new Dictionary<string, IOpenApiSchema>() },
        Tags = new HashSet<OpenApiTag>(),
    };

    private readonly ContractComments _comments = ContractComments.Load();
    private readonly ContractSchemas _schemas;

    private ContractDocument(IReadOnlyCollection<ContractRoute> routes)
    {
        _schemas = new ContractSchemas(_document, _comments, routes);
        StatusSchemas.AddTo(_document);
    }

    /// <summary>The document for services.</summary>
    /// <param name="services">Each service's descriptor, and what serves it. Methods it does not override are left out.</param>
    public static OpenApiDocument Of(params IReadOnlyList<(ServiceDescriptor Service, Type Implementation)> services)
    {
        var routes = services
            .SelectMany(served => served.Service.Methods
                .Where(method => served.Implementation.GetMethod(method.Name)!.DeclaringType == served.Implementation))
            .SelectMany(ContractRoute.Of)
            .ToList();
        var builder = new ContractDocument(routes);
        routes.ForEach(builder.Add);
        return builder._document;
    }

    private void Add(ContractRoute route)
    {
        if (!_document.Paths.TryGetValue(route.Path, out var item))
        {
            item = new OpenApiPathItem { Operations = [] };
            _document.Paths.Add(route.Path, item);
        }

        var service = route.Method.Service;
        _document.Tags!.Add(new OpenApiTag { Name = service.Name, Description = _comments.OfService(service) });
        item.Operations!.Add(route.Verb, new OpenApiOperation
        {
            OperationId = route.OperationId,
            Tags = new HashSet<OpenApiTagReference> { new(service.Name, _document) },
            Summary = _comments.OfMethod(route.Method),
            Parameters =
            [
                .. route.PathFields.Select(field => Parameter(field, ParameterLocation.Path)),
                .. route.QueryFields.Select(field => Parameter(field, ParameterLocation.Query)),
            ],
            RequestBody = route.Body is null
                ? null
                : new OpenApiRequestBody { Required = true, Content = Content(Json, _schemas.OfBody(route.Body)) },
            Responses = new OpenApiResponses
            {
                ["200"] = route.Method.IsServerStreaming ? Lines(route.Method.OutputType) : Answer(route.Method.OutputType),
                ["default"] = new OpenApiResponse
                {
                    Description = "Refused.",
                    Content = Content(Json, Status),
                },
            },
        });
    }

    private OpenApiSchemaReference Status => new(StatusSchemas.Status, _document);

    private OpenApiResponse Answer(MessageDescriptor message) =>
        new() { Description = "The answer.", Content = Content(Json, _schemas.Of(message)) };

    // OpenAPI 3.1 has no word for a sequence of messages; 3.2 has itemSchema, which generators do not read yet. Of binary content
    // they make a stream; of a message some would make a method that reads the whole stream as one.
    private OpenApiResponse Lines(MessageDescriptor message)
    {
        var line = new JsonArray(Reference(_schemas.Of(message)), Reference(Status));
        var content = Content(JsonLines.ContentType, new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" });
        content[JsonLines.ContentType].Extensions = new Dictionary<string, IOpenApiExtension>
        {
            ["x-oai-itemSchema"] = new JsonNodeExtension(new JsonObject { ["anyOf"] = line }),
        };
        return new OpenApiResponse
        {
            Description = $"A stream of lines, each a {message.Name} as JSON. A stream that fails after it has begun ends with a "
                + $"line that is a {StatusSchemas.Status} instead: it has a code.",
            Content = content,
        };
    }

    private static JsonObject Reference(OpenApiSchemaReference schema) => new() { ["$ref"] = schema.Reference.ReferenceV3 };

    private static Dictionary<string, OpenApiMediaType> Content(string type, IOpenApiSchema schema) =>
        new() { [type] = new OpenApiMediaType { Schema = schema } };

    private OpenApiParameter Parameter(FieldDescriptor field, ParameterLocation location) => new()
    {
        Name = field.JsonName,
        In = location,
        Required = location == ParameterLocation.Path,
        Description = _schemas.CommentOf(field),
        Schema = _schemas.TypeOf(field),
    };
}
