using System.Diagnostics;
using System.Net.NetworkInformation;

namespace Consent.Torture.Clusters;

/// <summary>eng/cluster.sh. A shell takes the cluster down when this process closes the shell's input: by ending, however it ends.</summary>
internal sealed class ClusterScript : IDisposable
{
    private const string HookVariable = "DOTNET_STARTUP_HOOKS";

    // Longer than the script itself waits for one server.
    private static readonly TimeSpan Patience = 2 * Until.Patience;
    private static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "cluster.sh");

    private readonly Process _watch;

    private readonly bool _hasNetwork;

    public ClusterScript(bool hasNetwork = false)
    {
        _hasNetwork = hasNetwork;
        Port = PortBlock.Find();
        Folder = FolderOf(Port);
        Directory.CreateDirectory(Folder);
        _watch = Start(["-c", "trap '' INT TERM HUP; read -r ended; exec bash \"$0\" down", Path], input: true);
    }

    public int Port { get; }

    public string Folder { get; }

    public static string FolderOf(int port) => System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"consent-cluster-test-{port}");

    /// <summary>Gets the environment of every command, beyond that of this process, and of the servers that it starts.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>Gets or sets a value indicating whether the servers that it starts have no freshness gate: for the control alone.</summary>
    public bool IsGateOut { get; set; }

    /// <summary>Gets where PostgreSQL is reached from here: in a namespace of its own, through its socket's folder.</summary>
    public string DatabaseHost => _hasNetwork ? System.IO.Path.Combine(Folder, "postgres") : "127.0.0.1";

    /// <summary>Where a server (its number) or PostgreSQL (<c>db</c>) lives.</summary>
    public NetworkNamespace NamespaceOf(string node) => new($"consent-{Port}-{node}");

    /// <summary>A handler for calls to a server, which no cut keeps from arriving; null where the usual one will do.</summary>
    public SocketsHttpHandler? HandlerFor(int server) => _hasNetwork ? NamespaceOf($"{server}").CreateHandler() : null;

    /// <summary>What the command wrote. It must succeed.</summary>
    public async Task<string> RunAsync(params string[] command)
    {
        var (code, output) = await TryRunAsync(command);
        return code == 0 ? output : throw new InvalidOperationException($"cluster.sh {string.Join(' ', command)} ended with {code}: {output}");
    }

    /// <summary>The command's exit code, and what it wrote.</summary>
    public async Task<(int Code, string Output)> TryRunAsync(string[] command, string settings = "")
    {
        using var process = Start([Path, .. command], input: false, settings);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"cluster.sh {string.Join(' ', command)} does not end; see {Folder}.");
        }
    }

    public void Dispose()
    {
        _watch.StandardInput.Close();
        _watch.WaitForExit(Patience);
        _watch.Dispose();
    }

    private Process Start(string[] arguments, bool input, string settings = "")
    {
        var start = new ProcessStartInfo("bash", arguments)
        {
            RedirectStandardInput = input,
            RedirectStandardOutput = !input,
            RedirectStandardError = !input,
        };

        // What the test run itself was started with is no setting of the servers'.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["CLUSTER_PORT"] = $"{Port}";
        start.Environment["CLUSTER_DIR"] = Folder;
        start.Environment.TryAdd("CLUSTER_DLL", System.IO.Path.Combine(AppContext.BaseDirectory, "Consent.Silo.dll"));
        start.Environment["CLUSTER_ARGS"] = settings;
        start.Environment["CLUSTER_PATIENCE"] = $"{Until.Patience.TotalSeconds:0}";
        if (IsGateOut)
        {
            start.Environment[HookVariable] = System.IO.Path.Combine(AppContext.BaseDirectory, "Consent.GateRemoval.dll");
        }

        foreach (var (name, value) in Variables)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("CONSENT_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal) || name == HookVariable;
}

/// <summary>A hundred ports that no cluster has and nobody listens on, below those that the system gives out by itself.</summary>
internal static class PortBlock
{
    private const int Size = 100;
    private const int First = 20_000;
    private const int Blocks = 100;

    public static int Find()
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port / Size).ToHashSet();

        // Another run that looks at the same time starts elsewhere.
        return Enumerable.Range(0, Blocks)
            .Select(block => First / Size + (block + Environment.ProcessId) % Blocks)
            .Where(block => !taken.Contains(block))
            .Select(block => block * Size)
            .First(port => !Directory.Exists(ClusterScript.FolderOf(port)));
    }
}
