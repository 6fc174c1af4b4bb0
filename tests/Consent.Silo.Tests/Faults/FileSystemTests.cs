using Consent.Grpc.Registry;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Faults;

public sealed class FileSystemTests : IDisposable
{
    private const string Before = "+15557004001";
    private const string During = "+15557004002";

    /// <summary>More writes than the space left by a filler of whole pages could hold.</summary>
    private const int MaxWrites = 200;

    private readonly TempFolder _folder = new();
    private readonly TempFolder _copies = new();

    private ServerSetup Setup => new(_folder.Path)
    {
        Settings = ["Freshness:MaxStaleness=00:00:01", "Freshness:PollInterval=00:00:00.100"],
    };

    public void Dispose()
    {
        _folder.Dispose();
        _copies.Dispose();
    }

    [Fact]
    public async Task RecordInbound_FullFileSystem_IsUnavailableUntilThereIsSpace()
    {
        await using var small = await MountedFolder.MountAsync($"""mount -t tmpfs -o size=4m consent-test "{_folder.Path}" """);
        await using var server = await ServerProcess.StartAsync(Setup with { MountNamespaceOf = small.HolderId });
        await server.RecordAsync(Wire.Text(Before, "STOP", "before"));
        Fill(small);
        var acknowledged = await RecordUntilRefusedAsync(server);
        var refused = Wire.Text(During, "STOP", "refused");

        Assert.Equal(StatusCode.Unavailable, await server.TryRecordAsync(refused));
        await AssertChecksGoOnAsync(server);

        File.Delete(small.Seen(_folder.File("filler")));
        var again = await server.RecordAsync(refused);
        Assert.True(again is { Applied: true, Decision: Decision.Blocked });
        Assert.Equal(Decision.Blocked, await server.CheckAsync(During));
        Assert.Equal(0, (await server.StopAsync()).Code);

        var ledger = Database.WholeLedger(Copy(small)).Select(row => row.MessageId).ToList();
        Assert.Equal(ledger.Distinct(), ledger);
        Assert.Superset(new HashSet<string>(["before", "refused", .. acknowledged]), ledger.ToHashSet());
    }

    [Fact]
    public async Task Start_FullFileSystem_BecomesReadyOnceThereIsSpace()
    {
        await using var small = await MountedFolder.MountAsync($"""mount -t tmpfs -o size=4m consent-test "{_folder.Path}" """);
        await using (var first = await ServerProcess.StartAsync(Setup with { MountNamespaceOf = small.HolderId }))
        {
            await first.RecordAsync(Wire.Text(Before, "STOP", "before"));
            Fill(small);
            await first.KillAsync();
        }

        await using var second = await ServerProcess.StartListeningAsync(Setup with { MountNamespaceOf = small.HolderId });
        File.Delete(small.Seen(_folder.File("filler")));
        await second.ReadyAsync();

        Assert.Equal(Decision.Blocked, await second.CheckAsync(Before));
    }

    [Fact]
    public async Task RecordInbound_FileSystemTurnsReadOnly_IsUnavailableAndNothingIsLost()
    {
        // A mount that is being written to cannot be remounted by hand; a disk's error does it.
        var image = _copies.File("disk");
        var mount = $"""mount -o loop,errors=remount-ro "{image}" "{_folder.Path}" """;
        await using var disk = await MountedFolder.MountAsync($"""truncate -s 16M "{image}"; mkfs.ext4 -q "{image}"; {mount}""");
        var setup = Setup with { MountNamespaceOf = disk.HolderId };
        await using (var server = await ServerProcess.StartAsync(setup))
        {
            await server.RecordAsync(Wire.Text(Before, "STOP", "before"));
            await disk.RunAsync(
                $"""echo test > "/sys/fs/ext4/$(basename "$(findmnt -n -o SOURCE "{_folder.Path}")")/trigger_fs_error" """);

            Assert.Equal(StatusCode.Unavailable, await server.TryRecordAsync(Wire.Text(During, "STOP", "during")));
            await AssertChecksGoOnAsync(server);
            var exit = await server.StopAsync();
            Assert.True(exit.Code == 0, exit.Output);
        }

        (await ServerProcess.RunAsync(setup)).AssertRefusal(_folder.Database);
        await disk.RunAsync($"""umount "{_folder.Path}"; e2fsck -fy "{image}" >/dev/null 2>&1 || test $? -le 1; {mount}""");
        await using var repaired = await ServerProcess.StartAsync(setup);
        await repaired.RecordAsync(Wire.Text(During, "STOP", "during"));

        Assert.Equal(Decision.Blocked, await repaired.CheckAsync(Before));
        await repaired.StopAsync();
        Assert.Equal(["before", "during"], Database.WholeLedger(Copy(disk)).Select(row => row.MessageId));
    }

    private static async Task AssertChecksGoOnAsync(ServerProcess server)
    {
        Assert.Equal(Decision.Blocked, await server.CheckAsync(Before));
        Assert.Equal(Decision.Allowed, await server.CheckAsync(During));
        Assert.True(await server.IsReadyAsync());
    }

    /// <summary>The ids that were acknowledged before a write found no more space.</summary>
    private static async Task<List<string>> RecordUntilRefusedAsync(ServerProcess server)
    {
        var acknowledged = new List<string>();
        for (var index = 0; index < MaxWrites; index++)
        {
            var text = Wire.Text($"+15557005{index:D3}", "STOP", $"full {index}");
            if (await server.TryRecordAsync(text) is var status && status != StatusCode.OK)
            {
                Assert.Equal(StatusCode.Unavailable, status);
                return acknowledged;
            }

            acknowledged.Add(text.MessageId);
        }

        throw new InvalidOperationException("The file system does not get full.");
    }

    private void Fill(MountedFolder folder)
    {
        using var filler = new FileStream(
            folder.Seen(_folder.File("filler")), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                filler.Write(new byte[4_096]);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>The database as a stopped server left it: what is mounted elsewhere SQLite cannot open from here.</summary>
    private string Copy(MountedFolder folder)
    {
        foreach (var file in Directory.GetFiles(folder.Seen(_folder.Path), "consent.db*"))
        {
            File.Copy(file, _copies.File(Path.GetFileName(file)));
        }

        return _copies.Database;
    }
}
