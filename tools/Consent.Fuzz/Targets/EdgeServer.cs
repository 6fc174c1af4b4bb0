using Consent.Fuzz.Runs;
using Consent.Grains;
using Consent.Grpc;
using Consent.Grpc.Access;
using Consent.Roster;
using Consent.Storage;
using Consent.Storage.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Consent.Fuzz.Targets;

/// <summary>The service in this process, without a network: authentication, transcoding, handlers, and a database of its own.</summary>
internal sealed class EdgeServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(2);
    private static readonly object Measurement = new();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("consent-fuzz-");
    private readonly ErrorLog _log = new();
    private readonly WebApplication _app;

    private EdgeServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.Services.Configure<StorageOptions>(storage =>
            storage.ConnectionString = $"Data Source={Path.Combine(_folder.FullName, "consent.db")}");
        builder.Services.Configure<AccessOptions>(access => access.TakesApiKeys = true);
        builder.Services.AddConsentStorage();
        builder.Services.AddConsentRoster();
        builder.Services.AddConsentGrpc();

        // It has one server, which nothing reaches from outside.
        builder.Host.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), gatewayPort: 0).AddConsentGrains());
        _app = builder.Build();
        _app.Use(MeasureAsync);
        _app.UseConsentGrpc();
        _app.MapConsentGrpc();
    }

    public static async Task<EdgeServer> StartAsync()
    {
        var server = new EdgeServer();
        await server._app.StartAsync();
        var health = server._app.Services.GetRequiredService<HealthCheckService>();
        using var limit = new CancellationTokenSource(StartLimit);
        while ((await health.CheckHealthAsync(limit.Token)).Status != HealthStatus.Healthy)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }

        return server;
    }

    /// <summary>Sends a request.</summary>
    /// <returns>The answer, and the processor's time of the call; null where other threads had a part in it.</returns>
    public async Task<(HttpContext Answer, TimeSpan? Time)> SendAsync(Action<HttpContext> request)
    {
        var measured = new TaskCompletionSource<TimeSpan?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = await _app.GetTestServer().SendAsync(http =>
        {
            http.Items[Measurement] = measured;
            request(http);
        });
        using var body = new MemoryStream();
        await answer.Response.Body.CopyToAsync(body);
        answer.Response.Body = new MemoryStream(body.ToArray());
        var time = await measured.Task;
        return _log.TakeError() is { } error ? throw new ContradictionException($"The server logged: {error}") : (answer, time);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task MeasureAsync(HttpContext http, RequestDelegate next)
    {
        var measured = (TaskCompletionSource<TimeSpan?>)http.Items[Measurement]!;
        var (thread, start) = (Environment.CurrentManagedThreadId, ThreadTime.Now);
        try
        {
            await next(http);
            measured.SetResult(Environment.CurrentManagedThreadId == thread ? ThreadTime.Now - start : null);
        }
        catch (Exception e)
        {
            measured.SetException(e);
            throw;
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Keeps the first error that the server logs: a request must not cause one.</summary>
    private sealed class ErrorLog : ILoggerProvider, ILogger
    {
        // What gRPC cannot read is the caller's fault, and a roster is stale until its first poll.
        private static readonly string[] NoFaults =
        [
            "Grpc.AspNetCore.Server.ServerCallHandler",
            "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService",
        ];

        private string? _error;

        public string? TakeError() => Interlocked.Exchange(ref _error, null);

        public ILogger CreateLogger(string categoryName) => NoFaults.Contains(categoryName) ? NullLogger.Instance : this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                Interlocked.CompareExchange(ref _error, $"{formatter(state, exception)} {exception}", null);
            }
        }

        public void Dispose()
        {
        }
    }
}
