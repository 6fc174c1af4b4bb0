using Consent.Grpc.Access;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Consent.Grpc.OpenApi;

internal static class OpenApiEndpoints
{
    private const string DocumentPath = "/openapi/v1.json";

    /// <summary>A page to read the JSON methods and try them, at <c>/docs</c>.</summary>
    public static void UseOpenApiPage(this IApplicationBuilder app) => app.UseWhen(
        context => context.Request.Path.StartsWithSegments(Documentation.PagePath, StringComparison.Ordinal),
        branch => branch.UseSwaggerUI(page =>
        {
            page.RoutePrefix = Documentation.PagePath.TrimStart('/');
            page.DocumentTitle = "Consent";
            page.SwaggerEndpoint(DocumentPath, "Consent v1");
        }));

    /// <summary>The document of services, each with what serves it.</summary>
    public static void MapOpenApi(
        this IEndpointRouteBuilder endpoints, params (ServiceDescriptor Service, Type Implementation)[] services)
    {
        var document = new Lazy<Task<string>>(
            () => ContractDocument.Of(services).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        endpoints.MapGet(DocumentPath, async () => Results.Text(await document.Value, "application/json")).ServeAsDocumentation();
    }
}
