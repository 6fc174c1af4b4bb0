using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Keys;

/// <summary>API keys of several servers on one PostgreSQL database.</summary>
public sealed class SharedKeysTests : IDisposable
{
    private const int Rounds = 20;

    private readonly TempFolder _folder = new();
    private readonly string _connectionString = PostgresServer.Shared.CreateDatabase();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TwoServers_StartedAtOnce_MakeOneKey_AndWhatOneRevokesTheOtherRefuses()
    {
        var servers = await Task.WhenAll(StartAsync(), StartAsync());
        await using var first = servers[0];
        await using var second = servers[1];
        var admin = Assert.Single(servers.Select(KeyCalls.FirstKey).OfType<string>());
        var access = servers.Select(server => new ConsentAccess.ConsentAccessClient(server.Connect())).ToList();

        for (var round = 0; round < Rounds; round++)
        {
            var (writer, other) = (access[round % 2], servers[(round + 1) % 2]);
            var made = await writer.CreateApiKeyAsync(new CreateApiKeyRequest { Roles = { Role.Check } }, KeyCalls.With(admin));
            Assert.Equal(StatusCode.OK, await other.CheckAsync(made.Secret));

            await writer.RevokeApiKeyAsync(new RevokeApiKeyRequest { ApiKeyId = made.ApiKey.ApiKeyId }, KeyCalls.With(admin));
            Assert.Equal(StatusCode.Unauthenticated, await other.CheckAsync(made.Secret));
        }
    }

    [Fact]
    public async Task Command_WhileAServerRuns_EndsOnceTheServerKnows()
    {
        string[] database = ["--Storage:Provider=PostgreSQL", $"--Storage:ConnectionString={_connectionString}"];
        var key = await KeyCalls.CreateAsync(_folder.Path, null, ["--role", "check", .. database]);
        await using var server = await StartAsync();
        Assert.Null(server.FirstKey());

        var revoked = await KeyCalls.RunAsync(_folder.Path, null, ["revoke", KeyCalls.IdOf(key), .. database]);
        Assert.Equal(StatusCode.Unauthenticated, await server.CheckAsync(key));
        var made = await KeyCalls.CreateAsync(_folder.Path, null, ["--role", "check", .. database]);
        Assert.Equal(StatusCode.OK, await server.CheckAsync(made));

        Assert.Equal(0, revoked.Code);
        Assert.Contains("Waiting until every server knows: 1.25 s at most.", revoked.Error, StringComparison.Ordinal);
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartAsync(new ServerSetup(_folder.Path)
    {
        ConnectionString = _connectionString,
        Settings =
        [
            "Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0", "Freshness:MaxStaleness=00:00:01",
            "Freshness:PollInterval=00:00:00.2", KeyCalls.Enabled,
        ],
    });
}
