using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Consent.Peers;

/// <summary>A gRPC server, set up as the service's own is where that costs time: Kestrel, logging, one instance of the service.</summary>
internal static class PeerServer
{
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    /// <summary>Says "ready" on the standard output once it serves, and returns after SIGTERM.</summary>
    public static async Task RunAsync<TService>(Uri address, Action<WebApplicationBuilder> configure)
        where TService : class
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.WarningsOnly();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Parse(address.Host), address.Port, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);
        builder.Services.AddSingleton<TService>();
        builder.Services.AddGrpc();
        configure(builder);

        await using var app = builder.Build();
        app.MapGrpcService<TService>();
        await app.StartAsync();
        Console.WriteLine("ready");
        try
        {
            await app.WaitForShutdownAsync();
        }
        catch (OperationCanceledException)
        {
            // A million grains take a minute to go one by one; all that was acknowledged is stored already.
        }
    }

    /// <summary>The service's own level for what is not its own code, beside the line that says "ready".</summary>
    public static void WarningsOnly(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);
        logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
