using Consent.Silo.Tests.Servers;
using Grpc.Core;

namespace Consent.Silo.Tests.Keys;

/// <summary>The command on the embedded database: without a server, and through one.</summary>
public sealed class KeysCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Create_WithoutAServer_MakesAKeyThatAServerTakes()
    {
        var key = await KeyCalls.CreateAsync(_folder.Path, null, "--role", "check", "--name", "gateway", "--expires", "90d");
        var limited = await KeyCalls.CreateAsync(_folder.Path, null, "--role", "check", "--account", "acme", "--sender", "ACME");
        var revoked = await KeyCalls.CreateAsync(_folder.Path, null, "--role", "check");
        Assert.Equal(0, (await KeyCalls.RunAsync(_folder.Path, null, "revoke", KeyCalls.IdOf(revoked))).Code);
        await using var server = await StartAsync();

        Assert.Equal(StatusCode.OK, await server.CheckAsync(key));
        Assert.Equal(StatusCode.PermissionDenied, await server.CheckAsync(limited));
        Assert.Equal(StatusCode.Unauthenticated, await server.CheckAsync(revoked));
        Assert.Equal(StatusCode.Unauthenticated, await server.CheckAsync(null));
        Assert.Null(server.FirstKey());
    }

    [Fact]
    public async Task Commands_ThroughAServer_MakeListAndRevoke()
    {
        await using var server = await StartAsync();
        var admin = server.FirstKey()!;
        string[] address = ["--server", server.GrpcAddress.ToString()];

        var key = await KeyCalls.CreateAsync(_folder.Path, admin, ["--role", "check", "--role", "read", "--name", "The desk's", .. address]);
        Assert.Equal(StatusCode.OK, await server.CheckAsync(key));
        var listed = await KeyCalls.RunAsync(_folder.Path, admin, ["list", .. address]);
        var revoked = await KeyCalls.RunAsync(_folder.Path, admin, ["revoke", KeyCalls.IdOf(key), .. address]);

        Assert.Equal((0, 0), (listed.Code, revoked.Code));
        Assert.Matches($"(?m)^{KeyCalls.IdOf(key)}  check,read +-  .* The desk's$", listed.Output);
        Assert.Matches($"(?m)^{KeyCalls.IdOf(admin)}  admin ", listed.Output);
        Assert.DoesNotContain(key[25..], listed.Output + listed.Error + revoked.Output + revoked.Error, StringComparison.Ordinal);
        Assert.Equal(StatusCode.Unauthenticated, await server.CheckAsync(key));
        Assert.Equal(StatusCode.OK, await server.CheckAsync(admin));
    }

    [Fact]
    public async Task Commands_OnADatabaseThatAServerHas_SayWhatToDo()
    {
        await using var server = await StartAsync();

        var exit = await KeyCalls.RunAsync(_folder.Path, null, "create", "--role", "check");

        Assert.Equal((2, ""), (exit.Code, exit.Output));
        Assert.Contains("A database file serves one server", exit.Error, StringComparison.Ordinal);
        Assert.Contains("CONSENT_TOKEN", exit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", exit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_WithoutTheRole_AreRefused()
    {
        var key = await KeyCalls.CreateAsync(_folder.Path, null, "--role", "operate");
        await using var server = await StartAsync();

        var exit = await KeyCalls.RunAsync(_folder.Path, key, "list", "--server", server.GrpcAddress.ToString());

        Assert.Equal((2, ""), (exit.Code, exit.Output));
        Assert.StartsWith("PermissionDenied: ", exit.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "--role", "create", "--account", "acme")]
    [InlineData(1, "'chek' not recognized", "create", "--role", "chek")]
    [InlineData(1, "--expires must be", "create", "--role", "check", "--expires", "soon")]
    [InlineData(1, "--expires must be", "create", "--role", "check", "--expires", "0d")]
    [InlineData(1, "--server must be", "list", "--server", "consent.example")]
    [InlineData(1, "'@keys.txt'", "create", "--role", "check", "@keys.txt")]
    [InlineData(1, "revoke", "revoke")]
    [InlineData(2, "sender_numbers limit a key within one account", "create", "--role", "check", "--sender", "ACME")]
    [InlineData(2, "expire_time is not after", "create", "--role", "check", "--expires", "2020-01-31")]
    [InlineData(2, "There is no API key of this id.", "revoke", "0123456789abcdef")]
    [InlineData(2, "api_key_id is not the id", "revoke", "consent_0123")]
    [InlineData(2, "CONSENT_TOKEN is not set", "list", "--server", "http://127.0.0.1:5080")]
    [InlineData(2, "Unknown configuration key Storage:Conection", "list", "--Storage:Conection=x")]
    [InlineData(2, "Unknown configuration section Storge", "list", "--Storge:ConnectionString=x")]
    public async Task Command_ThatIsWrong_SaysWhyAndChangesNothing(int code, string reason, params string[] args)
    {
        await KeyCalls.CreateAsync(_folder.Path, null, "--role", "check");

        var exit = await KeyCalls.RunAsync(_folder.Path, null, args);

        Assert.Equal((code, ""), (exit.Code, exit.Output));
        Assert.Contains(reason, exit.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", exit.Error, StringComparison.Ordinal);
        Assert.Equal(1L, Database.Ask<long>(Path.Combine(_folder.Path, "consent.db"), "SELECT count(*) FROM ledger"));
    }

    [Theory]
    [InlineData("list")]
    [InlineData("revoke", "0123456789abcdef")]
    public async Task Command_WhereThereIsNoDatabase_MakesNone(params string[] args)
    {
        var exit = await KeyCalls.RunAsync(_folder.Path, null, args);

        Assert.Equal((2, ""), (exit.Code, exit.Output));
        Assert.Contains("There is no database", exit.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Command_WhereNoServerAnswers_SaysSo()
    {
        var exit = await KeyCalls.RunAsync(_folder.Path, "consent_x", "list", "--server", $"http://127.0.0.1:{FreePort.Find()}");

        Assert.Equal((2, ""), (exit.Code, exit.Output));
        Assert.StartsWith("The server cannot be reached: ", exit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstStart_PrintsOneKeyOnceAndNotThroughTheLog()
    {
        string admin;
        await using (var server = await StartAsync())
        {
            admin = server.FirstKey()!;
            Assert.Equal(StatusCode.OK, await server.CheckAsync(admin));
            Assert.Single(server.Output.Lines, line => line.Contains(admin[25..], StringComparison.Ordinal));
            await server.StopAsync();
        }

        await using var again = await StartAsync();

        Assert.Null(again.FirstKey());
        Assert.Equal(StatusCode.OK, await again.CheckAsync(admin));
    }

    [Fact]
    public async Task FirstStart_WithoutApiKeys_MakesNone()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));

        Assert.Null(server.FirstKey());
        Assert.Equal(0L, Database.Ask<long>(Path.Combine(_folder.Path, "consent.db"), "SELECT count(*) FROM ledger"));
    }

    private Task<ServerProcess> StartAsync() =>
        ServerProcess.StartAsync(new ServerSetup(_folder.Path) { Settings = [KeyCalls.Enabled] });
}
