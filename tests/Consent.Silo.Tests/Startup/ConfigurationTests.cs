using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Startup;

public sealed class ConfigurationTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public static TheoryData<string, string> BadSettings { get; } = new()
    {
        { "Listen:Grpc=5080", "Listen:Grpc" },
        { "Listen:Grpc=", "Listen:Grpc" },
        { "Listen:Web=https://127.0.0.1:5081", "Listen:Web begins with https:// and needs a certificate" },
        { "Listen:Web=ftp://127.0.0.1:5081", "Listen:Web" },
        { "Listen:Certificate:Path=none.pem", "Listen:Certificate is set, but neither Listen:Grpc nor Listen:Web begins with https://" },
        { "Listen:Certificate:Pfx=server.pfx", "Listen:Certificate:Pfx" },
        { "Listen:Web=http://example.org:5081", "Listen:Web" },
        { "Listen:Web=http://127.0.0.1:5081/consent", "Listen:Web" },
        { "Browsers:GrpcWeb=maybe", "Browsers:GrpcWeb" },
        { "Browsers:Origins=https://app.example.com", "Browsers:Origins" },
        { "Browsers:AllowedOrigins=app.example.com", "Browsers:AllowedOrigins has 'app.example.com'" },
        { "Browsers:AllowedOrigins=https://app.example.com/", "Browsers:AllowedOrigins has 'https://app.example.com/'" },
        { "Browsers:AllowedOrigins=https://app.example.com:443", "Browsers:AllowedOrigins has 'https://app.example.com:443'" },
        { "Browsers:AllowedOrigins=https://*.example.com", "Browsers:AllowedOrigins has 'https://*.example.com'" },
        { "Browsers:AllowedOrigins=https://a.example.com,ftp://b.example.com", "Browsers:AllowedOrigins has 'ftp://b.example.com'" },
        { "Browsers:AllowedOrigins=https://a.example.com, *", "Browsers:AllowedOrigins has '*' and other origins" },
        { "Storage:Provider=Oracle", "Storage:Provider" },
        { "Storage:Provider=7", "Provider" },
        { "Storage:ConnectionString=", "ConnectionString" },
        { "Freshness:MaxStaleness=soon", "Freshness:MaxStaleness" },
        { "Freshness:MaxStaleness=00:00:00.999", "MaxStaleness" },
        { "Freshness:MaxStaleness=00:00:06.001", "MaxStaleness" },
        { "Freshness:PollInterval=00:00:00", "PollInterval" },
        { "Freshness:PollInterval=00:00:02.001", "PollInterval" },
        { "Freshness:PollSpacing=00:00:00.101", "PollSpacing" },
        { "Cluster:ClusterId=", "ClusterId" },
        { "Cluster:ServiceId=", "ServiceId" },
        { "Cluster:SiloPort=0", "SiloPort" },
        { "Cluster:GatewayPort=65536", "GatewayPort" },
        { "Cluster:GatewayPort=11111", "Cluster:GatewayPort" },
        { "Cluster:AdvertisedAddress=", "AdvertisedAddress" },
        { "Cluster:AdvertisedAddress=localhost", "Cluster:AdvertisedAddress" },
        { "Cluster:AdvertisedAddress=0.0.0.0", "Cluster:AdvertisedAddress" },
        { "Cluster:AdvertisedAddress=192.0.2.1", "Cluster:TrustedNetwork" },
        { "Cluster:TrustedNetwork=maybe", "Cluster:TrustedNetwork" },
        { "Cluster:Authority=none.pem", "Cluster:Authority is set without Cluster:Certificate:Path" },
        { "Cluster:Certificate:Path=none.pem", "Cluster:Certificate:Path is 'none.pem', which cannot be read: there is no such file" },
        { "Cluster:Certificate:KeyPath=none.key", "Cluster:Certificate:Path is not set" },
        { "Cluster:Certificate:Name=consent", "Cluster:Certificate:Name" },
        { "Cluster:Name=consent", "Cluster:Name" },
        { "Limits:ChecksPerSecond=-1", "Limits:ChecksPerSecond is -1" },
        { "Limits:RecordingsPerSecond=10000001", "Limits:RecordingsPerSecond is 10000001" },
        { "Limits:ReadsPerSecond=few", "Limits:ReadsPerSecond" },
        { "Limits:Burst=00:00:00.009", "Limits:Burst is 00:00:00.0090000" },
        { "Limits:ThreadWait=00:00:00.0009", "Limits:ThreadWait is 00:00:00.0009000" },
        { "Limits:StreamsPerConnection=0", "Limits:StreamsPerConnection is 0" },
        { "Limits:StreamsPerConnection=10001", "Limits:StreamsPerConnection is 10001" },
        { "Limits:StreamsPerConnection=many", "Limits:StreamsPerConnection" },
        { "Limits:ConnectionIdle=00:00:00.999", "Limits:ConnectionIdle is 00:00:00.9990000" },
        { "Limits:ConnectionAge=30.00:00:01", "Limits:ConnectionAge is 30.00:00:01" },
        { "Limits:StreamIdle=-00:00:01", "Limits:StreamIdle is -00:00:01" },
        { "Limits:StreamAge=soon", "Limits:StreamAge" },
        { "Limits:Streams=5", "Limits:Streams" },
        { "Shutdown:Drain=00:00:15.001", "Drain" },
        { "Shutdown:Wait=00:00:01", "Shutdown:Wait" },
        { "Notice:ProductName=", "ProductName" },
        { "Notice:ProductName=01234567890123456789012345678901234567890123456789012345678901234", "ProductName" },
        { "Notice:ProductName=Field\nPulse", "ProductName" },
        { "Replies:Business=The\u2028Business", "Business" },
        { "Replies:Business=01234567890123456789012345678901234567890123456789012345678901234", "Business" },
        { "Authentication:AllowAnonymous=maybe", "Authentication:AllowAnonymous" },
        { "Authentication:Jwt:Authority=https://login.example.com", "Authentication:Jwt:Audience" },
        { "Authentication:Jwt:Audience=consent", "Authentication:Jwt:Authority" },
        { "Authentication:Jwt:Issuer=https://login.example.com", "Authentication:Jwt:Issuer" },
        { "Authentication:Jwt:RequireHttpsMetadata=maybe", "Authentication:Jwt:RequireHttpsMetadata" },
        { "Authentication:Certificates:Authority=missing.pem", "Authentication:Certificates" },
        { "Authentication:Certificates:Callers:0:San=gateway", "Authentication:Certificates:Callers" },
        { "Listen:Gprc=http://127.0.0.1:5080", "Listen:Gprc" },
        { "Storage:Folder=/tmp", "Storage:Folder" },
        { "Freshness:Mode=Eventual", "Freshness:Mode" },
        { "Freshness:Mode=7", "Mode" },
        { "Freshness:Modus=Strict", "Freshness:Modus" },
        { "Notice:Product=FieldPulse", "Notice:Product" },
        { "Replies:Name=FieldPulse", "Replies:Name" },
        { "Authentication:Anonymous=true", "Authentication:Anonymous" },
        { "Storag:ConnectionString=Data Source=elsewhere.db", "Storag" },
        { "ConnectionString=Data Source=elsewhere.db", "ConnectionString" },
        { "Storage:ConnectionString", "Storage:ConnectionString" },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(BadSettings))]
    public async Task Start_OneBadSetting_RefusesAndNamesIt(string setting, string named)
    {
        var exit = await ServerProcess.RunAsync(new ServerSetup(_folder.Path) { Settings = [setting] });

        exit.AssertRefusal(named);
        Assert.All(exit.Reasons, reason => Assert.Contains(named, reason, StringComparison.Ordinal));
        Assert.False(File.Exists(_folder.Database));
    }

    [Fact]
    public async Task Start_UnknownKeyOfACaller_RefusesAndNamesIt()
    {
        var exit = await ServerProcess.RunAsync(
            new ServerSetup(_folder.Path) { Settings = ["Authentication:Certificates:Callers:0:Acounts=acme"] });

        exit.AssertRefusal("Unknown configuration key Authentication:Certificates:Callers:0:Acounts");
    }

    [Fact]
    public async Task Start_ManyBadSettings_ListsThemAll()
    {
        var exit = await ServerProcess.RunAsync(new ServerSetup(_folder.Path)
        {
            ConnectionString = "",
            Settings =
            [
                "Listen:Grpc=http://0.0.0.0:5080", "Listen:Web=5081", "Storage:Provider=Oracle", "Freshness:MaxStaleness=abc",
                "Freshness:PollInterval=00:00:09", "Freshness:Mode=Eventual", "Notice:ProductName=", "Storag:Provider=Sqlite",
                "Replies:Business=01234567890123456789012345678901234567890123456789012345678901234",
                "Authentication:AllowAnonymous=maybe",
            ],
            Environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        });

        exit.AssertRefusal(
            "Listen:Grpc", "Listen:Web", "Storage:Provider", "ConnectionString", "Freshness:MaxStaleness", "PollInterval",
            "Freshness:Mode", "ProductName", "Business", "Authentication:AllowAnonymous", "Storag", "Unicode normalization");
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://192.0.2.1:5080")]
    public async Task Start_AddressThatOthersReach_RefusesAndSaysHowToFixIt(string address)
    {
        var exit = await ServerProcess.RunAsync(new ServerSetup(_folder.Path) { Settings = [$"Listen:Grpc={address}"] });

        exit.AssertRefusal(address, "listen on 127.0.0.1", "Authentication:AllowAnonymous");
    }

    [Theory]
    [InlineData("Kestrel:Endpoints:Other:Url=http://0.0.0.0:0", null)]
    [InlineData("Notice:ProductName=FieldPulse", "Kestrel__Endpoints__Other__Url")]
    public async Task Start_EndpointBesideListen_Refuses(string setting, string? variable)
    {
        var exit = await ServerProcess.RunAsync(new ServerSetup(_folder.Path)
        {
            Settings = [setting],
            Environment = variable is null ? [] : new Dictionary<string, string> { [variable] = "http://0.0.0.0:0" },
        });

        exit.AssertRefusal("Kestrel", "Listen:Grpc");
    }

    [Fact]
    public async Task Start_AddressThatOthersReachAndAnonymousAllowed_Serves()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
        {
            Settings = ["Listen:Grpc=http://0.0.0.0:0", "Authentication:AllowAnonymous=true"],
        });

        Assert.Contains(server.Output.Lines, line => line.Contains("listening on: http://0.0.0.0:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Strict", 0)]
    [InlineData("Bounded", 1)]
    public async Task Start_FreshnessMode_IsUsed(string mode, long rows)
    {
        await using var server = await ServerProcess.StartAsync(
            new ServerSetup(_folder.Path) { Settings = [$"Freshness:Mode={mode}"] });
        await server.RecordAsync(Wire.Text("+15557001001", "STOP", "1"));
        var check = await server.Authority.CheckSendAsync(
            new CheckSendRequest { SenderNumber = Wire.Sender, CustomerNumber = "+15557001001" });

        Assert.Equal(Decision.Blocked, check.Decision);
        Assert.Equal(rows, Database.Ask<long>(_folder.Database, "SELECT count(*) FROM roster_replica"));
    }

    [Fact]
    public async Task Start_SettingsInTheEnvironment_AreUsedAndGiveWayToTheCommandLine()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
        {
            ConnectionString = null,
            GivesAddresses = false,
            Settings = ["Notice:ProductName=FromTheCommandLine"],
            Environment = new Dictionary<string, string>
            {
                ["CONSENT_Listen__Grpc"] = ServerSetup.AnyPort,
                ["CONSENT_Listen__Web"] = ServerSetup.AnyPort,
                ["CONSENT_Storage__ConnectionString"] = "Data Source=named.db",
                ["CONSENT_Notice__ProductName"] = "FromTheEnvironment",
                ["CONSENT_Replies__Business"] = "TheBusiness",

                // What Kubernetes sets in every container beside a service named consent.
                ["CONSENT_PORT"] = "tcp://10.0.0.1:5080",
                ["CONSENT_SERVICE_HOST"] = "10.0.0.1",
            },
        });
        var answer = await server.RecordAsync(Wire.Text("+15557001001", "STOP", "1"));
        var check = await server.Authority.CheckSendAsync(
            new CheckSendRequest { SenderNumber = Wire.Sender, CustomerNumber = "+15557001001" });

        Assert.StartsWith("TheBusiness:", answer.Reply.Body, StringComparison.Ordinal);
        Assert.EndsWith("You cannot send this message via FromTheCommandLine.", check.Notice, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.File("named.db")));
    }

    [Fact]
    public async Task Start_SettingsFileInTheWorkingFolder_IsUsedAndGivesWayToTheEnvironment()
    {
        await File.WriteAllTextAsync(_folder.File("appsettings.json"), """
            { "Notice": { "ProductName": "FromTheFile" }, "Replies": { "Business": "FromTheFile" } }
            """);
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
        {
            Environment = new Dictionary<string, string> { ["CONSENT_Replies__Business"] = "FromTheEnvironment" },
        });
        var answer = await server.RecordAsync(Wire.Text("+15557001001", "STOP", "1"));
        var check = await server.Authority.CheckSendAsync(
            new CheckSendRequest { SenderNumber = Wire.Sender, CustomerNumber = "+15557001001" });

        Assert.StartsWith("FromTheEnvironment:", answer.Reply.Body, StringComparison.Ordinal);
        Assert.EndsWith("via FromTheFile.", check.Notice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_SettingsFileThatIsNoJson_Refuses()
    {
        await File.WriteAllTextAsync(_folder.File("appsettings.json"), "{ Notice: ");

        (await ServerProcess.RunAsync(new ServerSetup(_folder.Path))).AssertRefusal("appsettings.json");
    }

    [Fact]
    public async Task Start_InvariantGlobalization_Refuses()
    {
        var exit = await ServerProcess.RunAsync(new ServerSetup(_folder.Path)
        {
            Environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        });

        exit.AssertRefusal("Unicode normalization", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT");
    }

    [Fact]
    public async Task Start_PortInUse_SaysSo()
    {
        await using var first = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));
        using var other = new TempFolder();
        var exit = await ServerProcess.RunAsync(
            new ServerSetup(other.Path) { Settings = [$"Listen:Web={first.Web.BaseAddress}"] });

        Assert.Equal(2, exit.Code);
        Assert.Contains("address already in use", exit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", exit.Output, StringComparison.Ordinal);
    }
}
