using System.Diagnostics;
using Consent.Silo.Startup;
using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Startup;

public sealed class ServerVersionTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Version_Asked_IsPrintedAndNothingIsStarted()
    {
        var setup = new ServerSetup(_folder.Path) { GivesAddresses = false, ConnectionString = null, Settings = ["version"] };

        var exit = await ServerProcess.RunAsync(setup);

        Assert.Equal(0, exit.Code);
        Assert.Equal(ServerVersion.Text, exit.Output.Trim());
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Version_AskedWithARefusedOption_IsPrintedAllTheSame()
    {
        var exit = await ServerProcess.RunAsync(new ServerSetup(_folder.Path) { Settings = ["Listen:Grpc=nowhere", "version"] });

        Assert.Equal(0, exit.Code);
        Assert.Equal(ServerVersion.Text, exit.Output.Trim());
    }

    [Theory]
    [InlineData("0.1.0", "Consent 0.1.0")]
    [InlineData("0.1.0+5c79dda", "Consent 0.1.0 (commit 5c79dda)")]
    public void Describe_InformationalVersion_NamesReleaseAndCommit(string informational, string text) =>
        Assert.Equal(text, ServerVersion.Describe(informational));

    [Fact]
    public void Versions_OfTheAssembly_AreOfOneRelease()
    {
        var versions = FileVersionInfo.GetVersionInfo(typeof(ServerVersion).Assembly.Location);

        Assert.Equal(typeof(ServerVersion).Assembly.GetName().Version!.ToString(), versions.FileVersion);
        Assert.StartsWith($"{Version.Parse(versions.FileVersion!).ToString(3)}", versions.ProductVersion, StringComparison.Ordinal);
    }
}
