using System.Xml.Linq;

namespace Consent.Core.Tests.Structure;

/// <summary>Dependencies point one way, as docs/architecture.md shows.</summary>
public sealed class ProjectDependencyTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Consent.Core"] = [],
        ["Consent.Storage"] = ["Consent.Core"],
        ["Consent.Grains"] = ["Consent.Core", "Consent.Storage"],
        ["Consent.Roster"] = ["Consent.Core", "Consent.Storage"],
        ["Consent.Grpc"] = ["Consent.Core", "Consent.Storage", "Consent.Grains", "Consent.Roster"],
        ["Consent.Silo"] = ["Consent.Core", "Consent.Storage", "Consent.Grains", "Consent.Roster", "Consent.Grpc"],
    };

    public static TheoryData<string> SourceProjects => [.. ProjectsIn("src")];

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void ProjectReferences_OfASourceProject_GoOnlyWhereTheTableAllows(string project)
    {
        Assert.True(MayReference.TryGetValue(project, out var allowed), $"{project} is not in the table of projects.");

        Assert.Empty(ReferencesOf(project).Except(allowed));
    }

    [Fact]
    public void PackageReferences_OfCore_AreAnalyzersOnly()
    {
        var own = Load("src/Consent.Core/Consent.Core.csproj").Descendants();
        var everyones = Load("Directory.Build.props").Root!.Elements("ItemGroup")
            .Where(group => group.Attribute("Condition") is null)
            .Descendants("PackageReference");

        Assert.DoesNotContain(
            own, element => element.Name.LocalName is "PackageReference" or "FrameworkReference" or "Reference");
        Assert.All(everyones, package =>
        {
            Assert.EndsWith("Analyzers", (string?)package.Attribute("Include"), StringComparison.Ordinal);
            Assert.Equal("all", (string?)package.Attribute("PrivateAssets"));
        });
    }

    [Theory]
    [MemberData(nameof(SourceProjects))]
    public void EverySourceProject_HasItsTestsBesideItAndBothInTheSolution(string project)
    {
        var solution = File.ReadAllText(Repository.Combine("Consent.sln"));

        Assert.True(File.Exists(Repository.Combine("tests", $"{project}.Tests", $"{project}.Tests.csproj")));
        Assert.Contains($@"""src\{project}\{project}.csproj""", solution, StringComparison.Ordinal);
        Assert.Contains($@"""tests\{project}.Tests\{project}.Tests.csproj""", solution, StringComparison.Ordinal);
    }

    [Fact]
    public void SourceFolders_HoldOneProjectEach()
    {
        var folders = Directory.GetDirectories(Repository.Combine("src")).Select(Path.GetFileName).Order();

        Assert.Contains("Consent.Core", folders);
        Assert.Equal(folders, ProjectsIn("src").Order());
    }

    private static IEnumerable<string> ReferencesOf(string project) =>
        Load($"src/{project}/{project}.csproj").Descendants("ProjectReference")
            .Select(reference => (string)reference.Attribute("Include")!)
            .Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static IEnumerable<string> ProjectsIn(string folder) =>
        Directory.GetFiles(Repository.Combine(folder), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path));

    private static XDocument Load(string path) => XDocument.Load(Repository.Combine(path));
}
