using Consent.Core.Access;
using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Startup;

public sealed class CommandLineSecretsTests : IDisposable
{
    private const string Password = "hush-4711";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_PasswordOnTheCommandLine_WarnsWithoutIt()
    {
        await using var server = await ServerProcess.StartAsync(OnPostgres($"{PostgresServer.Shared.CreateDatabase()};Password={Password}"));

        var exit = await server.StopAsync();

        var warning = Assert.Single(exit.Output.Split('\n'), line => line.Contains("[4008]", StringComparison.Ordinal));
        Assert.Contains("gives a secret: Storage:ConnectionString.", warning, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, exit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PasswordInTheEnvironment_DoesNotWarn()
    {
        var connection = $"{PostgresServer.Shared.CreateDatabase()};Password={Password}";
        await using var server = await ServerProcess.StartAsync(OnPostgres(null) with
        {
            Environment = new Dictionary<string, string> { ["CONSENT_Storage__ConnectionString"] = connection },
        });

        var exit = await server.StopAsync();

        Assert.DoesNotContain("[4008]", exit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, exit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ArgumentThatCannotBeRead_IsRepeatedWithoutItsSecret()
    {
        var (_, key, _) = ApiKeyText.New();

        var exit = await ServerProcess.RunAsync(new ServerSetup(_folder.Path) { Settings = [key] });

        exit.AssertRefusal("on the command line has no value");
        Assert.DoesNotContain(key[^64..], exit.Output, StringComparison.Ordinal);
    }

    private ServerSetup OnPostgres(string? connection) => new(_folder.Path)
    {
        ConnectionString = connection,
        Settings = ["Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0"],
    };
}
