using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Consent.Silo.Tests.Proxies;

/// <summary>A proxy with its example of <c>eng/</c>, in front of one server in place of three.</summary>
internal sealed class Proxy : IDisposable
{
    private readonly Process _process;

    private Proxy(int grpc, int web, ProcessStartInfo start)
    {
        (Grpc, Web) = (grpc, web);
        _process = Process.Start(start)!;
    }

    /// <summary>Gets its port for gRPC.</summary>
    public int Grpc { get; }

    /// <summary>Gets its port for JSON.</summary>
    public int Web { get; }

    /// <param name="folder">Where it keeps its files.</param>
    /// <param name="serverGrpc">The server's port for gRPC.</param>
    /// <param name="serverWeb">The server's port for JSON.</param>
    /// <param name="without">A setting that is left out.</param>
    public static Task<Proxy> NginxAsync(string folder, int serverGrpc, int serverWeb, string? without = null)
    {
        var (grpc, web) = (FreePort.Find(), FreePort.Find());
        var example = File.ReadAllText(Repository.Combine("eng", "nginx.conf"))
            .Replace(":6080", $":{grpc}", StringComparison.Ordinal)
            .Replace(":6081", $":{web}", StringComparison.Ordinal);
        example = Regex.Replace(example, @"127\.0\.0\.\d:5080", Address(serverGrpc));
        example = Regex.Replace(example, @"127\.0\.0\.\d:5081", Address(serverWeb));
        if (without is not null)
        {
            example = example.Replace(without, "#", StringComparison.Ordinal);
        }

        var configuration = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(configuration, $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/nginx.log;
            events {}
            http {
            access_log off;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            {{example}}
            }
            """);
        return StartAsync(grpc, web, new Dictionary<string, string>(), "/usr/sbin/nginx", "-c", configuration);
    }

    /// <inheritdoc cref="NginxAsync"/>
    public static Task<Proxy> HaproxyAsync(int serverGrpc, int serverWeb)
    {
        var (grpc, web) = (FreePort.Find(), FreePort.Find());
        var addresses = new Dictionary<string, string> { ["GRPC_BIND"] = Address(grpc), ["WEB_BIND"] = Address(web) };
        foreach (var server in Enumerable.Range(1, 3))
        {
            addresses[$"SERVER{server}"] = "127.0.0.1";
            addresses[$"GRPC_PORT{server}"] = serverGrpc.ToString(CultureInfo.InvariantCulture);
            addresses[$"WEB_PORT{server}"] = serverWeb.ToString(CultureInfo.InvariantCulture);
        }

        return StartAsync(grpc, web, addresses, "/usr/sbin/haproxy", "-db", "-f", Repository.Combine("eng", "haproxy.cfg"));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit(TimeLimit.Generous);
        _process.Dispose();
    }

    private static string Address(int port) => $"127.0.0.1:{port}";

    private static async Task<Proxy> StartAsync(
        int grpc, int web, Dictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1));
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var proxy = new Proxy(grpc, web, start);
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        while (!await ListensAsync(web, patience.Token))
        {
            if (proxy._process.HasExited)
            {
                throw new InvalidOperationException($"{command[0]} ended with {proxy._process.ExitCode}.");
            }
        }

        return proxy;
    }

    private static async Task<bool> ListensAsync(int port, CancellationToken cancellation)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
