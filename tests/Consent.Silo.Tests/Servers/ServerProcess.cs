using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Consent.V1;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Consent.Silo.Tests.Servers;

/// <summary>A real server, in a process of its own. No line that it writes may have a number.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan ReadyInterval = TimeSpan.FromMilliseconds(20);

    private readonly ServerSetup _setup;
    private readonly Process _process;
    private readonly List<GrpcChannel> _channels = [];

    private ServerProcess(ServerSetup setup)
    {
        _setup = setup;
        _process = Process.Start(setup.ToStartInfo())!;
        Output = new ServerOutput(_process);
        Web = new HttpClient(TrustingHandler.Create(setup.Authority)) { Timeout = TimeLimit.Generous };
    }

    public ServerOutput Output { get; }

    /// <summary>Gets the client of the gRPC port; each channel is a connection of its own.</summary>
    public ConsentAuthority.ConsentAuthorityClient Authority { get; private set; } = null!;

    /// <summary>Gets the client of the registry, on a connection of its own.</summary>
    public ConsentRegistry.ConsentRegistryClient Registry { get; private set; } = null!;

    /// <summary>Gets the client of the reviews, on a connection of its own.</summary>
    public ConsentReviews.ConsentReviewsClient Reviews { get; private set; } = null!;

    public HttpClient Web { get; }

    public Uri GrpcAddress { get; private set; } = null!;

    /// <summary>Starts a server that must come up by itself, and waits until it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(ServerSetup setup)
    {
        var server = await StartListeningAsync(setup);
        await server.ReadyAsync();
        return server;
    }

    /// <summary>Starts a server and waits until it listens: it may not be ready.</summary>
    public static async Task<ServerProcess> StartListeningAsync(ServerSetup setup)
    {
        var server = new ServerProcess(setup);
        try
        {
            server.GrpcAddress = Address(await server.Output.LineAsync(Listening, nth: 1));
            server.Web.BaseAddress = Address(await server.Output.LineAsync(Listening, nth: 2));
            server.Authority = new ConsentAuthority.ConsentAuthorityClient(server.Connect());
            server.Registry = new ConsentRegistry.ConsentRegistryClient(server.Connect());
            server.Reviews = new ConsentReviews.ConsentReviewsClient(server.Connect());
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a server that is expected to end by itself.</summary>
    public static async Task<ServerExit> RunAsync(ServerSetup setup)
    {
        await using var server = new ServerProcess(setup);
        var exit = server.ExitAsync();
        var listening = server.Output.LineAsync(Listening);
        if (await Task.WhenAny(exit, listening) == listening && listening.IsCompletedSuccessfully)
        {
            await server.KillAsync();
            throw new InvalidOperationException($"The server has started:{Environment.NewLine}{server.Output}");
        }

        return await exit;
    }

    /// <summary>Opens a connection to the gRPC port.</summary>
    /// <param name="own">The client's certificate; by default none.</param>
    public CallInvoker Connect(X509Certificate2? own = null)
    {
        var handler = TrustingHandler.Create(_setup.Authority, own);
        var channel = GrpcChannel.ForAddress(
            GrpcAddress, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        _channels.Add(channel);
        return channel.Intercept(new GenerousDeadlines());
    }

    /// <summary>Waits until the server says that it is ready.</summary>
    public async Task ReadyAsync()
    {
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        using var timer = new PeriodicTimer(ReadyInterval);
        while (!await IsReadyAsync(patience.Token))
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    public async Task<bool> IsReadyAsync(CancellationToken cancellation = default)
    {
        using var answer = await Web.GetAsync(new Uri("/readyz", UriKind.Relative), cancellation);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>kill -9.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return ExitAsync();
    }

    /// <summary>SIGTERM.</summary>
    public async Task<ServerExit> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        return await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        Web.Dispose();
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
        Leaks.ThrowIfAny(Output.Lines);
    }

    private static Uri Address(string line) =>
        new(line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..]);

    private async Task<ServerExit> ExitAsync()
    {
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        try
        {
            // Also waits for the last line.
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The server does not end. It has written:{Environment.NewLine}{Output}");
        }

        return new ServerExit(_process.ExitCode, Output.ToString());
    }
}
