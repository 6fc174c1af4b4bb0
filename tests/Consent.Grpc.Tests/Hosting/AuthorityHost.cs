using System.Net;
using Consent.Grains;
using Consent.Grpc.Limits;
using Consent.Roster;
using Consent.Roster.Acknowledgements;
using Consent.Roster.Freshness;
using Consent.Storage;
using Consent.Storage.Database;
using Consent.V1;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using HealthClient = Grpc.Health.V1.Health.HealthClient;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>The service on real ports of the loopback, with a database file of its own. What it logs is read for numbers.</summary>
public sealed class AuthorityHost : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly bool _ownsFolder;
    private readonly WebApplication _app;
    private readonly LeakWatch _leaks;
    private GrpcChannel? _channel;
    private HttpClient? _web;

    private AuthorityHost(Action<IServiceCollection>? replace, DirectoryInfo? folder)
    {
        _ownsFolder = folder is null;
        _folder = folder ?? Directory.CreateTempSubdirectory("consent-grpc-");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(new UnhurriedTime());
        builder.Services.Configure<StorageOptions>(storage =>
            storage.ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "consent.db")}");

        // A test that holds the clock would hold a poll's rest.
        builder.Services.Configure<FreshnessOptions>(freshness => freshness.PollSpacing = TimeSpan.Zero);

        // A busy machine must not shed what a test sends.
        builder.Services.Configure<LimitOptions>(limits => limits.ThreadWait = TimeSpan.Zero);
        builder.Services.AddUnhurriedWriters();
        builder.Services.AddConsentStorage();
        builder.Services.AddConsentRoster();
        builder.Services.AddConsentGrpc();
        builder.Host.UseOrleans(silo => silo
            .UseLocalhostClustering(FreePort.Find(), gatewayPort: 0, serviceId: "consent", clusterId: "consent")
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = TimeLimit.Generous)
            .AddConsentGrains());
        builder.AddLeakWatch();
        replace?.Invoke(builder.Services);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.LimitConnections();
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });
        _app = builder.Build();
        _leaks = _app.Services.GetRequiredService<LeakWatch>();
        _app.UseDirectChecks();
        _app.UseConsentGrpc();
        _app.MapConsentGrpc();
    }

    public IServiceProvider Services => _app.Services;

    public GrpcChannel Channel => _channel ?? throw new InvalidOperationException("Not started.");

    public ConsentAuthority.ConsentAuthorityClient Client => new(Channel);

    public ConsentRegistry.ConsentRegistryClient Registry => new(Channel);

    public ConsentReviews.ConsentReviewsClient Reviews => new(Channel);

    public ConsentAccess.ConsentAccessClient Access => new(Channel);

    /// <summary>Gets the port that speaks HTTP/1.1: JSON and the probes.</summary>
    public HttpClient Web => _web ?? throw new InvalidOperationException("Not started.");

    internal LedgerTable Ledger => new(Services);

    /// <summary>Gets the address that speaks gRPC.</summary>
    internal Uri Grpc => new(_app.Urls.First());

    /// <summary>Starts a service, and waits until its health says what it will.</summary>
    /// <param name="replace">What is registered last.</param>
    /// <param name="until">The health to wait for.</param>
    /// <param name="folder">Where the database is, and stays; by default a folder that goes with the service.</param>
    public static async Task<AuthorityHost> StartAsync(
        Action<IServiceCollection>? replace = null,
        HealthCheckResponse.Types.ServingStatus until = HealthCheckResponse.Types.ServingStatus.Serving,
        DirectoryInfo? folder = null)
    {
        var host = new AuthorityHost(replace, folder);
        await host._app.StartAsync();
        var addresses = host._app.Urls.ToList();
        host._channel = GrpcChannel.ForAddress(addresses[0]);
        host._web = new HttpClient { BaseAddress = new Uri(addresses[1]), Timeout = TimeLimit.Generous };
        await host.HealthAsync(until);
        return host;
    }

    /// <summary>Waits until the health service says so.</summary>
    public async Task HealthAsync(HealthCheckResponse.Types.ServingStatus status)
    {
        using var watch = new HealthClient(Channel).Watch(new HealthCheckRequest());
        while (await watch.ResponseStream.MoveNext(default) && watch.ResponseStream.Current.Status != status)
        {
        }
    }

    /// <summary>Waits until a poll that was sent after this call has made the roster fresh; health may say so earlier, or later.</summary>
    public Task PolledAsync() => Services.GetRequiredService<Acknowledgement>().WaitAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        _web?.Dispose();
        _channel?.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
        {
            _folder.Delete(recursive: true);
        }

        _leaks.ThrowIfAny();
    }
}
