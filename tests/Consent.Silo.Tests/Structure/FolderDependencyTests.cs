using System.Reflection;
using NetArchTest.Rules;

namespace Consent.Silo.Tests.Structure;

/// <summary>Folders of a project need one another one way only, as docs/architecture.md shows.</summary>
public sealed class FolderDependencyTests
{
    public static TheoryData<string> Projects =>
        ["Consent.Core", "Consent.Storage", "Consent.Grains", "Consent.Roster", "Consent.Grpc", "Consent.Silo"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_OfAProject_NeedNoFolderThatNeedsThem(string project)
    {
        var assembly = Assembly.Load(project);
        var folders = FoldersOf(assembly);
        Assert.True(folders.Length > 1, $"{project} has no folders to look at.");

        var needs = folders.ToDictionary(folder => folder, folder => folders
            .Where(other => other != folder && TypesThatNeed(assembly, folder, other).Count > 0)
            .ToArray());

        var circles = folders.Where(folder => Reach(needs, folder).Contains(folder)).Select(folder => Describe(assembly, folder, needs)).ToArray();
        Assert.True(circles.Length == 0, string.Join('\n', circles));
    }

    [Fact]
    public void TypesThatNeed_AFolderNeededInsideAnAsyncLambdaOnly_AreFound() => Assert.Equal(
        ["Consent.Silo.Tests.Structure.Needy"],
        TypesThatNeed(typeof(Needy).Assembly, typeof(Needy).Namespace!, typeof(Readme.Repository).Namespace!));

    // A folder's own folders are of the same room.
    private static string[] FoldersOf(Assembly assembly)
    {
        var root = assembly.GetName().Name!;
        return [.. assembly.GetTypes()
            .Select(type => type.Namespace ?? "")
            .Where(name => name.StartsWith($"{root}.", StringComparison.Ordinal))
            .Select(name => string.Join('.', name.Split('.').Take(root.Split('.').Length + 1)))
            .Distinct()
            .Order()];
    }

    private static List<string> TypesThatNeed(Assembly assembly, string folder, string other) =>
        [.. Types.InAssembly(assembly).That().ResideInNamespace(folder).And().HaveDependencyOn(other).GetTypes().Select(type => type.FullName!)];

    private static HashSet<string> Reach(Dictionary<string, string[]> needs, string from)
    {
        var reached = new HashSet<string>();
        var next = new Queue<string>(needs[from]);
        while (next.TryDequeue(out var folder))
        {
            if (reached.Add(folder))
            {
                Array.ForEach(needs[folder], next.Enqueue);
            }
        }

        return reached;
    }

    private static string Describe(Assembly assembly, string folder, Dictionary<string, string[]> needs) =>
        $"{folder} needs itself through " + string.Join("; ", needs[folder]
            .Where(other => Reach(needs, other).Contains(folder))
            .Select(other => $"{other} ({string.Join(", ", TypesThatNeed(assembly, folder, other))})"));
}

internal static class Needy
{
    public static Func<Task<string>> Read { get; } = async () =>
    {
        await Task.Yield();
        return Readme.Repository.Root;
    };
}
