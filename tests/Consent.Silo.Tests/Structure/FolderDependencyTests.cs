using System.Reflection;

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
        var needs = new FolderNeeds(Assembly.Load(project));
        Assert.True(needs.Folders.Count > 1, $"{project} has no folders to look at.");

        Assert.True(needs.Circles.Count == 0, string.Join('\n', needs.Circles));
    }

    [Fact]
    public void Needs_InsideAnAsyncLambdaOnly_AreFound() => Assert.Contains(
        $"{typeof(Needy).FullName} needs {typeof(Servers.Wire).FullName}",
        new FolderNeeds(typeof(Needy).Assembly).Of("Structure", "Servers"));
}

internal static class Needy
{
    public static Func<Task<string>> Read { get; } = async () =>
    {
        await Task.Yield();
        return Servers.Wire.Text("+15550000001", "STOP", "1").Body;
    };
}
