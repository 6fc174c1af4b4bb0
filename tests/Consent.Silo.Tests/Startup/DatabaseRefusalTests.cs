using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Startup;

public sealed class DatabaseRefusalTests : IDisposable
{
    private const int PageBytes = 4_096;

    private readonly TempFolder _folder = new();

    private ServerSetup Setup => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_DatabaseOfARunningServer_RefusesAndTheFirstGoesOn()
    {
        await using var first = await ServerProcess.StartAsync(Setup);
        File.CreateSymbolicLink(_folder.File("link.db"), _folder.Database);
        var second = await ServerProcess.RunAsync(Setup);
        var byAnotherName = await ServerProcess.RunAsync(
            Setup with { ConnectionString = $"Data Source={_folder.File("link.db")}" });
        var answer = await first.RecordAsync(Wire.Text("+15557002001", "STOP", "1"));

        second.AssertRefusal(_folder.Database, "another may be running on it");
        byAnotherName.AssertRefusal(_folder.Database, "another may be running on it");
        Assert.True(answer.Applied);
    }

    [Fact]
    public async Task Start_DatabaseOfANewerVersion_Refuses()
    {
        await RunOnceAsync();
        Database.Execute(_folder.Database, """
            INSERT INTO SchemaVersions (ScriptName, Applied)
            VALUES ('Consent.Storage.Sqlite.Migrations.9999_later.sql', '2030-01-01 00:00:00')
            """);

        (await ServerProcess.RunAsync(Setup)).AssertRefusal("newer version", "9999_later.sql");
    }

    [Fact]
    public async Task Start_FileThatIsNoDatabase_RefusesAndLeavesItAlone()
    {
        var bytes = new byte[2 * PageBytes];
        new Random(1).NextBytes(bytes);
        await File.WriteAllBytesAsync(_folder.Database, bytes);
        var exit = await ServerProcess.RunAsync(Setup);

        exit.AssertRefusal(_folder.Database, "not a database");
        Assert.Equal(bytes, await File.ReadAllBytesAsync(_folder.Database));
    }

    [Fact]
    public async Task Start_DatabaseCutShort_Refuses()
    {
        await RunOnceAsync();
        await using (var file = File.OpenWrite(_folder.Database))
        {
            file.SetLength(2 * PageBytes);
        }

        (await ServerProcess.RunAsync(Setup)).AssertRefusal(_folder.Database, "malformed");
    }

    [Theory]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=file:consent.db?mode=memory")]
    [InlineData("Data Source=consent.db;Mode=Memory")]
    [InlineData("Data Source=consent.db;Mode=ReadOnly")]
    [InlineData("Data Source=consent.db;Cache=Shared")]
    public async Task Start_DatabaseThatKeepsNothing_Refuses(string connectionString) =>
        (await ServerProcess.RunAsync(Setup with { ConnectionString = connectionString }))
            .AssertRefusal("Storage:ConnectionString must name a file that can be written");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=database;Username=consent")]
    public async Task Start_ConnectionStringThatCannotBeRead_Refuses(string connectionString) =>
        (await ServerProcess.RunAsync(Setup with { ConnectionString = connectionString }))
            .AssertRefusal("Storage:ConnectionString cannot be read");

    [Theory]
    [InlineData("Data Source=consent.db;Vfs=memdb")]
    [InlineData("Data Source=consent.db;Vfs=none-such")]
    [InlineData("Data Source=consent.db;Password=secret")]
    [InlineData("Data Source=no/such/folder/consent.db")]
    [InlineData("Data Source=/proc/consent.db")]
    [InlineData("Data Source=folder")]
    public async Task Start_FileThatCannotBeUsed_RefusesWithoutSecrets(string connectionString)
    {
        Directory.CreateDirectory(_folder.File("folder"));
        var exit = await ServerProcess.RunAsync(Setup with { ConnectionString = connectionString });

        exit.AssertRefusal();
        Assert.DoesNotContain("secret", exit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ReadOnlyFileSystem_Refuses()
    {
        await RunOnceAsync();
        await using var readOnly = await MountedFolder.MountAsync(
            $"""mount --bind "{_folder.Path}" "{_folder.Path}"; mount -o remount,bind,ro "{_folder.Path}" """);
        var exit = await ServerProcess.RunAsync(Setup with { MountNamespaceOf = readOnly.HolderId });

        exit.AssertRefusal(_folder.Database, "Read-only file system");
    }

    [Fact]
    public async Task Start_ReadOnlyFileInAFolderThatCanBeWritten_Refuses()
    {
        await RunOnceAsync();
        await using var readOnly = await MountedFolder.MountAsync(
            $"""mount --bind "{_folder.Database}" "{_folder.Database}"; mount -o remount,bind,ro "{_folder.Database}" """);
        var exit = await ServerProcess.RunAsync(Setup with { MountNamespaceOf = readOnly.HolderId });

        exit.AssertRefusal(_folder.Database);
    }

    private async Task RunOnceAsync()
    {
        await using var server = await ServerProcess.StartAsync(Setup);
        await server.RecordAsync(Wire.Text("+15557002001", "STOP", "0"));
        await server.StopAsync();
    }
}
