using System.Text.Json.Nodes;

namespace Consent.Silo.Tests.Packages;

public sealed class BillOfMaterialsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Sbom_OfTheServer_NamesWhatItIsPublishedWith_AndNoPackageOfItsTests()
    {
        var named = await WriteAsync("first.json");

        var published = PackagesOf("Consent.Silo");
        var ofTests = PackagesOf("Consent.Silo.Tests").Except(published).ToList();
        Assert.Contains(published, package => package.StartsWith("Npgsql@", StringComparison.Ordinal));
        Assert.Contains(ofTests, package => package.StartsWith("xunit", StringComparison.Ordinal));
        Assert.Empty(published.Except(named));
        Assert.Empty(ofTests.Intersect(named));
        Assert.Empty(named.Except(LockedPackages()));
    }

    [Fact]
    public async Task Sbom_WrittenTwice_IsTheSame()
    {
        await WriteAsync("first.json");
        await WriteAsync("second.json");

        Assert.Equal(File.ReadAllText(_folder.File("first.json")), File.ReadAllText(_folder.File("second.json")));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<HashSet<string>> WriteAsync(string name)
    {
        var (code, output) = await Shell.RunAsync(Repository.Root, Repository.Combine("eng", "sbom.sh"), _folder.File(name));
        Assert.True(code == 0, output);
        var components = JsonNode.Parse(File.ReadAllText(_folder.File(name)))!["components"]!.AsArray();
        return [.. components.Select(component => $"{component!["name"]}@{component["version"]}")];
    }

    private static HashSet<string> LockedPackages()
    {
        var locked = JsonNode.Parse(File.ReadAllText(Repository.Combine("src", "Consent.Silo", "packages.lock.json")))!;
        return
        [
            .. locked["dependencies"]!["net10.0"]!.AsObject()
                .Where(package => package.Value!["resolved"] is not null)
                .Select(package => $"{package.Key}@{package.Value!["resolved"]}"),
        ];
    }

    /// <summary>The packages that the runtime loads assemblies of, as the build wrote them beside the program.</summary>
    private static HashSet<string> PackagesOf(string program)
    {
        var libraries = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, $"{program}.deps.json")))!["libraries"]!;
        return
        [
            .. libraries.AsObject()
                .Where(library => library.Value!["type"]!.GetValue<string>() == "package")
                .Select(library => library.Key.Replace('/', '@')),
        ];
    }
}
