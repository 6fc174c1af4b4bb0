using System.Diagnostics;

namespace Consent.Silo.Tests.Servers;

/// <summary>A mount namespace of its own, held by a process: what is mounted in it is nobody else's, and gone with it.</summary>
internal sealed class MountedFolder : IAsyncDisposable
{
    private const string Mounted = "mounted";

    private readonly Process _holder;

    private MountedFolder(Process holder) => _holder = holder;

    public int HolderId => _holder.Id;

    /// <summary>Runs a shell command that mounts something.</summary>
    /// <exception cref="InvalidOperationException">This machine does not let it: the test cannot be made here.</exception>
    public static async Task<MountedFolder> MountAsync(string command)
    {
        // Each replaces the one before, so the process keeps its id; it ends with its input.
        var start = new ProcessStartInfo("unshare", ["--mount", "--", "sh", "-c", $"set -e; {command}; echo {Mounted}; exec cat"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var mounted = new MountedFolder(Process.Start(start)!);
        if (await mounted._holder.StandardOutput.ReadLineAsync() == Mounted)
        {
            return mounted;
        }

        var said = await mounted._holder.StandardError.ReadToEndAsync();
        await mounted.DisposeAsync();
        throw new InvalidOperationException(
            $"This test needs a mount namespace, which takes root and a kernel that lets it. '{command}' failed: {said}");
    }

    /// <summary>A path within, as this process reaches it.</summary>
    public string Seen(string path) => $"/proc/{HolderId}/root{path}";

    /// <summary>Runs a command within.</summary>
    public async Task RunAsync(string command)
    {
        using var run = Process.Start("nsenter", [$"--mount=/proc/{HolderId}/ns/mnt", "--", "sh", "-e", "-c", command]);
        await run.WaitForExitAsync();
        Assert.True(run.ExitCode == 0, $"'{command}' ended with {run.ExitCode}.");
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }
}
