using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.OpenApi;

namespace Consent.Grpc.OpenApi;

/// <summary>The JSON methods that are served, as an OpenAPI document built from the contract's descriptors.</summary>
/// <remarks>The package that would do it, Microsoft.AspNetCore.Grpc.Swagger, is an unfinished preview.</remarks>
internal sealed partial class ContractDocument
{
    private const string Json = "application/json";
    private const string WholeMessage = "*";
    private const string ErrorSchema = "Status";

    private readonly OpenApiDocument _document = new()
    {
        Info = new OpenApiInfo { Title = "Consent", Version = "v1", Description = "Whether a business may text a customer." },
        Paths = [],
        Components = new OpenApiComponents { Schemas = new Dictionary<string, IOpenApiSchema>() },
    };

    private readonly ContractComments _comments = ContractComments.Load();
    private readonly ContractSchemas _schemas;

    private ContractDocument()
    {
        _schemas = new ContractSchemas(_document, _comments);
        _document.Components!.Schemas![ErrorSchema] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "google.rpc.Status: why a call was refused. details has a google.rpc.ErrorInfo with a reason.",
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32" },
                ["message"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["details"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Array,
                    Items = new OpenApiSchema { Type = JsonSchemaType.Object },
                },
            },
        };
    }

    /// <summary>The document for services.</summary>
    /// <param name="services">Each service's descriptor, and what serves it. Methods it does not override are left out.</param>
    public static OpenApiDocument Of(params ReadOnlySpan<(ServiceDescriptor Service, Type Implementation)> services)
    {
        var builder = new ContractDocument();
        foreach (var (service, implementation) in services)
        {
            foreach (var method in service.Methods.Where(
                method => implementation.GetMethod(method.Name)!.DeclaringType == implementation))
            {
                builder.Add(method, implementation.BaseType!);
            }
        }

        return builder._document;
    }

    [GeneratedRegex(@"\{([a-z_.]+)\}")]
    private static partial Regex PathParameters();

    private static (HttpMethod Method, string Path) Binding(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
        HttpRule.PatternOneofCase.Put => (HttpMethod.Put, rule.Put),
        HttpRule.PatternOneofCase.Post => (HttpMethod.Post, rule.Post),
        var other => throw new InvalidOperationException($"The contract has a binding by {other}."),
    };

    private void Add(MethodDescriptor method, Type baseType)
    {
        if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not { } http)
        {
            return;
        }

        var index = 0;
        foreach (var rule in http.AdditionalBindings.Prepend(http))
        {
            var (verb, path) = Binding(rule);
            var operation = Operation(method, rule, path);
            operation.Summary = _comments.OfMethod(baseType, method.Name);
            operation.OperationId = index++ == 0 ? method.Name : $"{method.Name}_{index}";
            PathOf(path).Operations!.Add(verb, operation);
        }
    }

    // The paths of a PUT and a GET are one, though the one names the field within what is put.
    private OpenApiPathItem PathOf(string path)
    {
        var shown = PathParameters().Replace(path, match => $"{{{LastOf(match.Groups[1].Value)}}}");
        if (_document.Paths.TryGetValue(shown, out var item))
        {
            return (OpenApiPathItem)item;
        }

        var added = new OpenApiPathItem { Operations = [] };
        _document.Paths.Add(shown, added);
        return added;
    }

    private static string LastOf(string fieldPath) => fieldPath[(fieldPath.LastIndexOf('.') + 1)..];

    private static FieldDescriptor FieldAt(MessageDescriptor message, string fieldPath)
    {
        var steps = fieldPath.Split('.');
        return steps[..^1].Aggregate(message, (at, step) => at.FindFieldByName(step).MessageType).FindFieldByName(steps[^1]);
    }

    private OpenApiOperation Operation(MethodDescriptor method, HttpRule rule, string path)
    {
        var inPath = PathParameters().Matches(path).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var inQuery = rule.Body == WholeMessage
            ? []
            : method.InputType.Fields.InDeclarationOrder()
                .Where(field => !inPath.Contains(field.Name) && field.Name != rule.Body)
                .ToList();
        return new OpenApiOperation
        {
            Parameters =
            [
                .. inPath.Select(name => Parameter(FieldAt(method.InputType, name), LastOf(name), ParameterLocation.Path)),
                .. inQuery.Select(field => Parameter(field, field.JsonName, ParameterLocation.Query)),
            ],
            RequestBody = rule.Body.Length == 0 ? null : new OpenApiRequestBody
            {
                Required = true,
                Content = Content(_schemas.Of(
                    rule.Body == WholeMessage ? method.InputType : method.InputType.FindFieldByName(rule.Body).MessageType)),
            },
            Responses = new OpenApiResponses
            {
                ["200"] = new OpenApiResponse { Description = "The answer.", Content = Content(_schemas.Of(method.OutputType)) },
                ["default"] = new OpenApiResponse
                {
                    Description = "Refused.",
                    Content = Content(new OpenApiSchemaReference(ErrorSchema, _document)),
                },
            },
        };
    }

    private static Dictionary<string, OpenApiMediaType> Content(IOpenApiSchema schema) =>
        new() { [Json] = new OpenApiMediaType { Schema = schema } };

    private OpenApiParameter Parameter(FieldDescriptor field, string name, ParameterLocation location) => new()
    {
        Name = name,
        In = location,
        Required = location == ParameterLocation.Path,
        Description = _schemas.CommentOf(field),
        Schema = _schemas.Of(field),
    };
}
