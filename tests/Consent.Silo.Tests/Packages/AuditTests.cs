namespace Consent.Silo.Tests.Packages;

/// <summary>The settings of <c>Directory.Build.props</c>, with a project that has a package which brings another.</summary>
public sealed class AuditTests : IDisposable
{
    private const string Given = "Grpc.StatusProto";
    private const string Brought = "google.protobuf";
    private const int Low = 0;

    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Restore_PackageThatAnotherBringsIsVulnerable_Fails()
    {
        await using var advisories = await Advisories.StartAsync(Brought, Low);

        var (code, output) = await RestoreAsync(advisories.Source);

        Assert.True(code != 0, output);
        Assert.Contains("error NU1901", output, StringComparison.Ordinal);
        Assert.Contains(Brought, output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Restore_OtherPackageIsVulnerable_Succeeds()
    {
        await using var advisories = await Advisories.StartAsync("somebody.elses.package", Low);

        var (code, output) = await RestoreAsync(advisories.Source);

        Assert.True(code == 0, output);
        Assert.DoesNotContain("NU19", output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Code, string Output)> RestoreAsync(string source)
    {
        foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props"])
        {
            File.WriteAllText(_folder.File(name), $"""<Project><Import Project="{Repository.Combine(name)}" /></Project>""");
        }

        File.WriteAllText(
            _folder.File("audited.csproj"),
            $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="{Given}" /></ItemGroup></Project>""");
        File.WriteAllText(
            _folder.File("nuget.config"),
            $"""<configuration><auditSources><clear /><add key="advisories" value="{source}" allowInsecureConnections="true" /></auditSources></configuration>""");
        return await Shell.RunAsync(_folder.Path, "dotnet", "restore", "-p:RestoreLockedMode=false");
    }
}
