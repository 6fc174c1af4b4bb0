namespace Consent.Silo.Tests.Packages;

/// <summary>Every project's packages are locked, those that they bring included.</summary>
public sealed class LockFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void EachProject_HasALockFile_WhichNamesNoHost()
    {
        var projects = new[] { "src", "tests", "tools" }
            .SelectMany(folder => Directory.GetFiles(Repository.Combine(folder), "*.csproj", SearchOption.AllDirectories))
            .ToList();

        Assert.True(projects.Count > 20, "The projects were not found.");
        Assert.All(projects, project =>
        {
            var locked = File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"));
            Assert.Contains("\"net10.0/linux-x64\"", locked, StringComparison.Ordinal);
            Assert.Contains("\"net10.0/linux-arm64\"", locked, StringComparison.Ordinal);
            Assert.DoesNotContain("://", locked, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task RestoreInCi_PackageThatIsNotLocked_Fails()
    {
        await WriteAsync("Google.Protobuf");
        var (made, output) = await RestoreAsync(inCi: false);
        Assert.True(made == 0, output);
        var (same, outputInCi) = await RestoreAsync(inCi: true);
        Assert.True(same == 0, outputInCi);

        await WriteAsync("Google.Protobuf", "Grpc.StatusProto");
        var (code, refused) = await RestoreAsync(inCi: true);

        Assert.True(code != 0, refused);
        Assert.Contains("NU1004", refused, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task WriteAsync(params string[] packages)
    {
        foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props"])
        {
            File.WriteAllText(_folder.File(name), $"""<Project><Import Project="{Repository.Combine(name)}" /></Project>""");
        }

        var references = string.Concat(packages.Select(package => $"""<PackageReference Include="{package}" />"""));
        return File.WriteAllTextAsync(
            _folder.File("locked.csproj"), $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup>{references}</ItemGroup></Project>""");
    }

    private Task<(int Code, string Output)> RestoreAsync(bool inCi) =>
        Shell.RunAsync(_folder.Path, "dotnet", "restore", $"-p:CI={(inCi ? "true" : "false")}");
}
