using System.Diagnostics;

namespace Consent.Testing;

/// <summary>
/// A shell that starts a server in a folder of its own. It stops the server, and takes the folder away, when this process closes the
/// shell's input: by ending, however it ends.
/// </summary>
internal sealed class PostgresShell : IDisposable
{
    private const string Start =
        """
        set -e
        folder=$(mktemp -d /tmp/consent-pg-XXXXXX)
        stop=INT
        """;

    private const string Stop =
        """
        echo "$folder"
        read -r ended || true
        kill -$stop $server
        wait $server || true
        rm -rf "$folder"
        """;

    private readonly Process _shell;

    /// <param name="script">Starts the server in <c>$folder</c>, leaves its id in <c>$server</c> and what stops it at once in <c>$stop</c>, and waits until it answers.</param>
    /// <param name="arguments">The script's.</param>
    public PostgresShell(string script, params string[] arguments)
    {
        // PostgreSQL and its poolers refuse to run as root.
        string[] asPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];
        string[] command =
            [.. Environment.IsPrivilegedProcess ? asPostgres : [], "sh", "-c", $"{Start}\n{script}\n{Stop}", "sh", .. arguments];
        _shell = Process.Start(new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = "/tmp",
        })!;
        Folder = _shell.StandardOutput.ReadLine() ?? throw new InvalidOperationException("A server did not start; see /tmp/consent-pg-*/log.");
    }

    /// <summary>Gets the server's folder.</summary>
    public string Folder { get; }

    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit(TimeLimit.Generous);
        _shell.Dispose();
    }
}
