using System.Reflection;
using System.Text.RegularExpressions;
using Consent.Core.Access;
using Consent.Grpc.Access;

namespace Consent.Grpc.Tests.Access;

/// <summary>The table of docs/security.md that says which role a method demands.</summary>
public sealed partial class RolesPageTests
{
    [Fact]
    public void Table_OfThePage_HasTheRolesThatEachMethodDemands()
    {
        var section = File.ReadAllText(Repository.Combine("docs", "security.md")).Split("## Who may do what")[1].Split("\n## ")[0];
        var rows = Row().Matches(section)
            .SelectMany(row => Method().Matches(row.Groups["methods"].Value).Select(method => $"{method.Groups[1].Value}: {row.Groups["roles"].Value}"));

        var demanded = typeof(Demands).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Demands))
            .SelectMany(field => ((Demands)field.GetValue(null)!).All)
            .Select(method => $"{method.Key}: {string.Join(", ", RoleNames.Of(method.Value.Roles))}")
            .ToList();

        Assert.True(demanded.Count > 20, "The methods were not found.");
        Assert.Equal(demanded.Order(), rows.Order());
    }

    [GeneratedRegex(@"^\| (?<methods>`[^|]*`) \| (?<roles>[a-z, ]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z]+)`")]
    private static partial Regex Method();
}
