using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Cluster;

public sealed class TlsClusterTests(TlsCluster cluster) : IClassFixture<TlsCluster>
{
    private const string CertificateInUse = "Cluster:Certificate[4020]";
    private const int RefusalCode = 2;
    private const string PeerRefused = "ClusterTls[4024]";

    private ServerProcess First => cluster.Servers[0];

    private ServerProcess Second => cluster.Servers[1];

    [Fact]
    public async Task Stop_OnOneServer_BlocksOnTheOther()
    {
        await AssertKnownAsync("+15557004001", First, Second);
        await AssertKnownAsync("+15557004002", Second, First);
    }

    [Fact]
    public async Task Renewal_OfEveryCertificate_LeavesTheServersTogether()
    {
        await TlsCluster.MakeCertificatesAsync(cluster.Certificates);
        await First.Output.LineAsync(CertificateInUse, nth: 2);
        await Second.Output.LineAsync(CertificateInUse, nth: 2);

        await AssertKnownAsync("+15557004003", First, Second);

        // It shows the new certificate to servers that still had the old one when they connected.
        await using var third = await ServerProcess.StartAsync(cluster.Setup(cluster.Certificates));
        await AssertKnownAsync("+15557004004", third, First);
        Assert.Equal(0, (await third.StopAsync()).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Join_OfAServerThatTheOthersRefuse_GivesUpAndSaysWhyAndHarmsNobody(bool hasCertificate)
    {
        using var folder = new TempFolder();
        await TlsCluster.MakeCertificatesAsync(folder.Path);
        var setup = cluster.Setup(folder.Path);
        if (!hasCertificate)
        {
            setup = setup with { Settings = [.. setup.Settings.Where(setting => !IsCertificate(setting))] };
        }

        var exit = ServerProcess.RunAsync(setup);
        await (hasCertificate
            ? First.Output.LineAsync(PeerRefused)
            : First.Output.LineAsync("TlsServerConnectionMiddleware[1] Authentication failed"));
        await AssertKnownAsync(hasCertificate ? "+15557004005" : "+15557004006", First, Second);

        Assert.Equal(RefusalCode, (await exit).Code);
        Assert.Contains("a certificate was not accepted", Assert.Single((await exit).Reasons), StringComparison.Ordinal);
        await AssertKnownAsync(hasCertificate ? "+15557004007" : "+15557004008", Second, First);
    }

    private static bool IsCertificate(string setting) =>
        setting.StartsWith("Cluster:Certificate", StringComparison.Ordinal) || setting.StartsWith("Cluster:Authority", StringComparison.Ordinal);

    private static async Task AssertKnownAsync(string customer, ServerProcess recording, ServerProcess checking)
    {
        Assert.True((await recording.RecordAsync(Wire.Text(customer, "STOP", customer))).Applied);
        Assert.Equal(Decision.Blocked, await checking.CheckAsync(customer));
    }
}
