using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Consent.Silo.Tests.Logging;

/// <summary>The table "What the log says" of docs/operate.md against the events that the code can write.</summary>
public sealed partial class LogEventsPageTests
{
    private static readonly IReadOnlyList<LoggerMessageAttribute> Events = [.. FindEvents()];

    private static readonly string Section =
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "operate.md")).Split("## What the log says")[1].Split("\n## ")[0];

    private static readonly IReadOnlyList<(int Id, string Level)> Listed =
        [.. Row().Matches(Section).Select(row => (Number(row.Groups["id"].Value), row.Groups["level"].Value))];

    [Fact]
    public void Events_OfAllAssemblies_HaveIdsOfTheirOwn() =>
        Assert.Distinct(Events.Select(logged => logged.EventId));

    [Fact]
    public void Events_OfAllAssemblies_SayDifferentThings() =>
        Assert.Distinct(Events.Select(logged => logged.Message));

    [Fact]
    public void Table_EachEventOfLevelWarningOrAbove_IsListed() =>
        Assert.Empty(Events.Where(logged => logged.Level >= LogLevel.Warning).Select(logged => logged.EventId)
            .Except(Listed.Select(row => row.Id)));

    [Fact]
    public void Table_EachRow_IsOneEventThatExistsAtThatLevel()
    {
        var levels = Events.ToDictionary(logged => logged.EventId, logged => logged.Level.ToString().ToLowerInvariant());

        Assert.NotEmpty(Listed);
        Assert.Distinct(Listed.Select(row => row.Id));
        Assert.All(Listed, row => Assert.Equal(levels.GetValueOrDefault(row.Id, "no such event"), row.Level));
    }

    [Fact]
    public void WakeSomebodyFor_NamesEachCriticalEventAndNoOther()
    {
        var sentence = Section.Split("Wake somebody for")[1].Split(". ")[0];

        Assert.Equal(
            Events.Where(logged => logged.Level == LogLevel.Critical).Select(logged => logged.EventId).Order(),
            Id().Matches(sentence).Select(id => Number(id.Value)).Order());
    }

    private static IEnumerable<LoggerMessageAttribute> FindEvents() =>
        from assembly in OurAssemblies(Assembly.Load("Consent.Silo")).Distinct()
        from type in assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        let logged = method.GetCustomAttribute<LoggerMessageAttribute>()
        where logged is not null
        select logged;

    private static IEnumerable<Assembly> OurAssemblies(Assembly assembly) =>
        assembly.GetReferencedAssemblies()
            .Where(name => name.Name!.StartsWith("Consent.", StringComparison.Ordinal))
            .SelectMany(name => OurAssemblies(Assembly.Load(name)))
            .Prepend(assembly);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\| (?<id>\d{4}) \| (?<level>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b\d{4}\b")]
    private static partial Regex Id();
}
