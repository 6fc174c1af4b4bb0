using System.Diagnostics;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;
using Npgsql;

namespace Consent.Silo.Tests.Startup;

/// <summary>A whole server that reaches PostgreSQL over TLS, and takes no other server for it.</summary>
public sealed class PostgresTlsTests(TlsPostgresServer shared) : IClassFixture<TlsPostgresServer>, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _direct = shared.Server.CreateDatabase("TEMPLATE template0");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_RightAuthorityAndName_RecordsAndChecksOverTlsAlone()
    {
        await using var server = await ServerProcess.StartAsync(Setup(shared.Authority.Pem));

        Assert.True((await server.RecordAsync(Wire.Text("+15557002001", "STOP", "1"))).Applied);
        Assert.Equal(Decision.Blocked, await server.CheckAsync("+15557002001"));

        using var connection = new NpgsqlConnection(_direct);
        connection.Open();
        using var command = new NpgsqlCommand(
            "SELECT count(*) FILTER (WHERE ssl), count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) "
                + "WHERE application_name = 'consent' AND client_port <> -1",
            connection);
        using var reader = command.ExecuteReader();
        reader.Read();
        Assert.True(reader.GetInt64(1) > 0);
        Assert.Equal(reader.GetInt64(1), reader.GetInt64(0));
    }

    [Fact]
    public async Task Renewal_OfAuthorityAndCertificate_NeedsNoRestart()
    {
        using var renewed = new TestAuthority("Renewed authority");
        using var database = new PostgresServer(certificate: shared.Authority.Issue());
        var direct = database.CreateDatabase("TEMPLATE template0");
        var authority = _folder.File("authority.pem");
        await using var server = await ServerProcess.StartAsync(
            Setup(shared.Authority.Pem) with { ConnectionString = PostgresServer.OverTls(direct, authority) });

        await File.WriteAllTextAsync(authority, $"{shared.Authority.Pem}\n{renewed.Pem}");
        database.Renew(renewed.Issue(), direct);
        await RecordedAsync(server, "1");

        // Only now is it certain that the new certificate is in use.
        await File.WriteAllTextAsync(authority, renewed.Pem);
        database.Renew(renewed.Issue(), direct);
        await RecordedAsync(server, "2");
    }

    [Fact]
    public async Task Start_AnotherAuthority_RefusesAndSaysWhatToLookAt()
    {
        using var other = new TestAuthority("Another authority");

        (await ServerProcess.RunAsync(Setup(other.Pem)))
            .AssertRefusal("the certificate of PostgreSQL is not accepted", "an authority in Root Certificate");
    }

    [Fact]
    public async Task Start_AnotherHostName_RefusesAndSaysWhatToLookAt()
    {
        using var named = new PostgresServer(certificate: shared.Authority.Issue("db.example"));
        var setup = Setup(shared.Authority.Pem) with
        {
            ConnectionString = PostgresServer.OverTls(named.CreateDatabase("TEMPLATE template0"), _folder.File("authority.pem")),
        };

        (await ServerProcess.RunAsync(setup))
            .AssertRefusal("the certificate of PostgreSQL is not accepted", "the name or address in Host");
    }

    [Fact]
    public async Task Start_AuthorityThatIsNotThere_RefusesAndNamesTheFile()
    {
        var setup = Setup(shared.Authority.Pem);
        File.Delete(_folder.File("authority.pem"));

        (await ServerProcess.RunAsync(setup)).AssertRefusal("Root Certificate", _folder.File("authority.pem"));
    }

    [Fact]
    public async Task Start_ServerWithoutTls_Refuses()
    {
        var plain = PostgresServer.Shared.CreateDatabase("TEMPLATE template0");
        var setup = Setup(shared.Authority.Pem) with { ConnectionString = $"{plain};SSL Mode=VerifyFull" };

        (await ServerProcess.RunAsync(setup)).AssertRefusal("The PostgreSQL database cannot be used");
    }

    // Calls may fail while the connections that were ended are replaced.
    private static async Task RecordedAsync(ServerProcess server, string id)
    {
        var waited = Stopwatch.StartNew();
        StatusCode status;
        do
        {
            status = await server.TryRecordAsync(Wire.Text("+15557002001", "STOP", id));
        }
        while (status == StatusCode.Unavailable && waited.Elapsed < TimeLimit.Generous);
        Assert.Equal(StatusCode.OK, status);
    }

    private ServerSetup Setup(string authority)
    {
        File.WriteAllText(_folder.File("authority.pem"), authority);
        return new(_folder.Path)
        {
            ConnectionString = PostgresServer.OverTls(_direct, _folder.File("authority.pem")),
            Settings = ["Storage:Provider=PostgreSQL", $"Cluster:SiloPort={FreePort.Find()}", "Cluster:GatewayPort=0"],
        };
    }
}

/// <summary>One PostgreSQL with TLS for the tests of a class.</summary>
public sealed class TlsPostgresServer : IDisposable
{
    public TlsPostgresServer() => Server = new PostgresServer(certificate: Authority.Issue());

    public TestAuthority Authority { get; } = new();

    public PostgresServer Server { get; }

    public void Dispose()
    {
        Server.Dispose();
        Authority.Dispose();
    }
}
