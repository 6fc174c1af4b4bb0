using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Limits;

/// <summary>What one connection may take, and for how long.</summary>
public static class ConnectionLimits
{
    /// <summary>A caller needs milliseconds for them.</summary>
    private static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(10);

    /// <summary>Sets the limits of connections. Before the addresses to listen on.</summary>
    public static void LimitConnections(this KestrelServerOptions kestrel)
    {
        var options = kestrel.ApplicationServices.GetRequiredService<IOptions<LimitOptions>>().Value;
        kestrel.Limits.RequestHeadersTimeout = HeadersTime;
        kestrel.Limits.KeepAliveTimeout = options.ConnectionIdle.OrForever();
        kestrel.Limits.Http2.MaxStreamsPerConnection = options.StreamsPerConnection;
        if (options.ConnectionAge > TimeSpan.Zero)
        {
            var time = kestrel.ApplicationServices.GetRequiredService<TimeProvider>();
            kestrel.ConfigureEndpointDefaults(endpoint =>
                endpoint.Use(next => connection => AgeAsync(connection, next, options.ConnectionAge, time)));
        }
    }

    // HTTP/2 sends GOAWAY, HTTP/1.1 "connection: close": calls that are open are finished, and clients connect again.
    private static async Task AgeAsync(ConnectionContext connection, ConnectionDelegate next, TimeSpan age, TimeProvider time)
    {
        await using var timer = time.CreateTimer(
            static lifetime => ((IConnectionLifetimeNotificationFeature)lifetime!).RequestClose(),
            connection.Features.Get<IConnectionLifetimeNotificationFeature>(),
            age.Jittered(),
            Timeout.InfiniteTimeSpan);
        await next(connection);
    }
}
