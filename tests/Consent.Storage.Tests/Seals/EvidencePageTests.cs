using System.Globalization;
using System.Text.RegularExpressions;
using Consent.Storage.Seals;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Seals;

/// <summary>The example of docs/evidence.md, from which others write verifiers: its very values, bytes and digest.</summary>
public abstract partial class EvidencePageTests(Func<ITestDatabase> create) : DatabaseSuite(create)
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "evidence.md"));

    [Fact]
    public void Example_Columns_AreAllOfTheLedgerInOrder() =>
        Assert.Equal(EntryColumn.All.Select(column => column.Name), Example().Select(column => column.Name));

    [Fact]
    public async Task Columns_OfTheTable_AreAllSealed()
    {
        await using var query = Database.Source.CreateCommand("SELECT * FROM ledger");
        await using var reader = await query.ExecuteReaderAsync();

        Assert.Equal(
            Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).Order(), EntryColumn.All.Select(column => column.Name).Order());
    }

    [Fact]
    public async Task Example_Entered_HasTheseBytes()
    {
        await EnterExampleAsync();

        var entry = await new SealedEntries(Database.Store, 0).NextAsync(1, default);

        Assert.Equal("01" + string.Concat(Example().Select(column => column.Bytes)), Convert.ToHexStringLower(entry!.Bytes));
        Assert.Contains($"\n{entry.Bytes.Length} bytes.", Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_SealedAlone_HasThisDigest()
    {
        await EnterExampleAsync();

        var seal = await new SealedLedger(Database).Sealer.SealAsync(default);

        Assert.Contains($"\n```\n{Convert.ToHexStringLower(seal!.Digest)}\n```\n", Page, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\| `(?<name>[a-z_]+)` \| (?<value>.+) \| `(?<bytes>[0-9a-f ]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static List<(string Name, string Value, string Bytes)> Example() =>
    [
        .. Row().Matches(Page).Select(row => (
            row.Groups["name"].Value,
            row.Groups["value"].Value,
            row.Groups["bytes"].Value.Replace(" ", "", StringComparison.Ordinal))),
    ];

    private async Task EnterExampleAsync()
    {
        var example = Example();
        await Database.Source.ExecuteAsync(
            $"""
            INSERT INTO ledger ({string.Join(", ", example.Select(column => column.Name))})
            VALUES ({string.Join(", ", example.Select(column => $"@{column.Name}"))})
            """,
            [.. example.Select(column => (column.Name, Value(column.Value)))]);
    }

    private static object? Value(string shown) => shown switch
    {
        "null" => null,
        "true" => true,
        "empty" => "",
        _ when shown.StartsWith('`') => shown.Trim('`'),
        _ => long.Parse(shown, CultureInfo.InvariantCulture),
    };
}
