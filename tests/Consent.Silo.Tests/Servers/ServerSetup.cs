using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;

namespace Consent.Silo.Tests.Servers;

/// <summary>How a server is started: its working folder, its settings and where.</summary>
internal sealed record ServerSetup(string Folder)
{
    public const string AnyPort = "http://127.0.0.1:0";

    /// <summary>Gets the server's program: this build's, but for a test of another.</summary>
    public string Program { get; init; } = Path.Combine(AppContext.BaseDirectory, "Consent.Silo.dll");

    /// <summary>Gets the connection string; null leaves the server's default, a file in its working folder.</summary>
    public string? ConnectionString { get; init; } = $"Data Source={Path.Combine(Folder, "consent.db")}";

    /// <summary>Gets settings for the command line: <c>Key=Value</c>. They win over the addresses.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Gets whether the command line gives addresses with any free port.</summary>
    public bool GivesAddresses { get; init; } = true;

    /// <summary>Gets the authority that the clients trust, and no other; null where there is no TLS.</summary>
    public X509Certificate2? Authority { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets the id of a process in whose mount namespace the server runs.</summary>
    public int? MountNamespaceOf { get; init; }

    public ProcessStartInfo ToStartInfo()
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var command = Command().ToList();
        start.FileName = command[0];
        command.Skip(1).ToList().ForEach(start.ArgumentList.Add);

        // The test run's own configuration must not reach the server.
        foreach (var name in start.Environment.Keys.Where(IsSetting).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static bool IsSetting(string name) =>
        name.StartsWith("CONSENT_", StringComparison.Ordinal) || name.StartsWith("ASPNETCORE_", StringComparison.Ordinal);

    private IEnumerable<string> Command()
    {
        if (MountNamespaceOf is { } id)
        {
            yield return "nsenter";
            yield return $"--mount=/proc/{id}/ns/mnt";
            yield return "--";
        }

        yield return System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        yield return Program;
        if (GivesAddresses)
        {
            yield return $"--Listen:Grpc={AnyPort}";
            yield return $"--Listen:Web={AnyPort}";
        }

        if (ConnectionString is not null)
        {
            yield return $"--Storage:ConnectionString={ConnectionString}";
        }

        foreach (var setting in Settings)
        {
            yield return $"--{setting}";
        }
    }
}
