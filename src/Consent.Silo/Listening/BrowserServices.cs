using Consent.Grpc;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Listening;

internal static class BrowserServices
{
    private static readonly TimeSpan PreflightHolds = TimeSpan.FromMinutes(10);

    // A page sees no other headers of an answer, nor a status or its details without them.
    private static readonly string[] ExposedHeaders =
    [
        "grpc-status", "grpc-message", "grpc-status-details-bin", ConsentGrpcServices.WarningHeader, ConsentGrpcServices.RequestIdHeader,
    ];

    /// <summary>Lets web pages call, as far as the options say. Before what answers calls.</summary>
    public static void UseBrowsers(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<BrowserOptions>>().Value;
        var origins = options.Origins();
        if (origins.Length > 0)
        {
            app.UseCors(cors => (origins is [BrowserOptions.AnyOrigin] ? cors.AllowAnyOrigin() : cors.WithOrigins(origins))
                .WithMethods(HttpMethods.Get, HttpMethods.Post, HttpMethods.Put)
                .AllowAnyHeader()
                .WithExposedHeaders(ExposedHeaders)
                .SetPreflightMaxAge(PreflightHolds));
        }

        if (options.GrpcWeb)
        {
            app.UseGrpcWeb(new GrpcWebOptions { DefaultEnabled = true });
        }
    }
}
