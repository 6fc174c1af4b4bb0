using Consent.Storage.Seals;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Seals;

/// <summary>Whatever is done to a sealed ledger behind the triggers' back is found, and named by the seal's range.</summary>
public abstract class TamperingTests : DatabaseSuite
{
    private const string Altered = "The entries, or the seal, are not as they were sealed.";

    private readonly SealedLedger _ledger;

    protected TamperingTests(Func<ITestDatabase> create)
        : base(create) => _ledger = new SealedLedger(Database);

    public static TheoryData<string> Columns => [.. EntryColumn.All.Select(column => column.Name)];

    [Fact]
    public async Task Verify_NothingDone_FindsNothing()
    {
        await SealThreeAsync();

        AssertVerified(7, 0, await _ledger.VerifyAsync());
    }

    [Fact]
    public async Task Verify_EmptyLedger_FindsNothing() => AssertVerified(0, 0, await _ledger.VerifyAsync());

    [Fact]
    public async Task Verify_EntriesAfterTheLastSeal_AreNotSealedYet()
    {
        await SealThreeAsync();
        await _ledger.EnterAsync(2);

        AssertVerified(7, 2, await _ledger.VerifyAsync());
    }

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task Verify_AnyColumnAltered_NamesItsSeal(string column)
    {
        await SealThreeAsync();
        var kind = EntryColumn.All.Single(each => each.Name == column).Kind;

        // Where there was nothing, 0 or an empty text.
        await _ledger.TamperAsync($"UPDATE ledger SET {column} = {(column, kind) switch
        {
            ("position", _) => "1000",
            (_, EntryColumnKind.Number) => $"coalesce({column} + 1000, 0)",
            (_, EntryColumnKind.Flag) => $"NOT {column}",
            _ => $"coalesce({column} || ' ', '')",
        }} WHERE position = 4");

        AssertFault(3, 5, column == "position" ? "Entry 4 is missing." : Altered, await _ledger.VerifyAsync());
    }

    [Theory]
    [InlineData("UPDATE ledger SET evidence = body, body = evidence WHERE position = 4")]
    [InlineData("UPDATE ledger SET given_at = NULL WHERE position = 4")]
    [InlineData("UPDATE ledger SET body = 'STOp' WHERE position = 4")]
    [InlineData("UPDATE ledger SET body = body || gateway, gateway = '' WHERE position = 4")]
    public async Task Verify_OneEntryAltered_NamesItsSeal(string statement)
    {
        await SealThreeAsync();

        await _ledger.TamperAsync(statement);

        AssertFault(3, 5, Altered, await _ledger.VerifyAsync());
    }

    [Fact]
    public async Task Verify_TwoSwapped_NamesTheirSeal()
    {
        await SealThreeAsync();

        await _ledger.TamperAsync(
            "UPDATE ledger SET position = 1000 WHERE position = 4",
            "UPDATE ledger SET position = 4 WHERE position = 5",
            "UPDATE ledger SET position = 5 WHERE position = 1000");

        AssertFault(3, 5, Altered, await _ledger.VerifyAsync());
    }

    [Theory]
    [InlineData(1, 0, 3)]
    [InlineData(3, 0, 3)]
    [InlineData(4, 3, 5)]
    [InlineData(7, 5, 7)]
    public async Task Verify_OneDeleted_NamesItsSeal(long position, long from, long through)
    {
        await SealThreeAsync();

        await _ledger.TamperAsync($"DELETE FROM ledger WHERE position = {position}");

        AssertFault(from, through, $"Entry {position} is missing.", await _ledger.VerifyAsync());
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(0)]
    public async Task Verify_OneInsertedBeforeTheFirst_IsFound(long position)
    {
        await SealThreeAsync();

        await _ledger.TamperAsync(Copy(7, position));

        AssertFault(0, 3, $"Entry {position} has no place in the ledger.", await _ledger.VerifyAsync());
    }

    [Fact]
    public async Task Verify_OneInsertedInPlaceOfAnother_NamesItsSeal()
    {
        await SealThreeAsync();

        await _ledger.TamperAsync("DELETE FROM ledger WHERE position = 4", Copy(5, 4));

        AssertFault(3, 5, Altered, await _ledger.VerifyAsync());
    }

    [Fact]
    public async Task Verify_OneInsertedAndTheRestMovedUp_IsFoundInEverySealAfter()
    {
        await SealThreeAsync();

        await _ledger.TamperAsync(
            "UPDATE ledger SET position = 1000 + position WHERE position >= 4",
            "UPDATE ledger SET position = position - 999 WHERE position >= 1000",
            Copy(3, 4));

        var verified = await _ledger.VerifyAsync();
        Assert.Equal([new SealFault(3, 5, Altered), new SealFault(5, 7, Altered)], verified.Faults);
        Assert.Equal((3L, 1L), (verified.EntriesVerified, verified.EntriesNotSealed));
    }

    [Fact]
    public async Task Verify_TailCutOff_NamesEachSealThatCoveredIt()
    {
        await SealThreeAsync();

        await _ledger.TamperAsync("DELETE FROM ledger WHERE position >= 5");

        Assert.Equal(
            [new SealFault(3, 5, "Entry 5 is missing."), new SealFault(5, 7, "Entry 6 is missing.")],
            (await _ledger.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Verify_EntryDeletedBeforeItWasSealed_IsFound()
    {
        await _ledger.EnterAsync(3);
        await _ledger.TamperAsync("DELETE FROM ledger WHERE position = 2");
        await _ledger.Sealer.SealAsync(default);

        AssertFault(0, 3, "Entry 2 is missing.", await _ledger.VerifyAsync());
    }

    [Theory]
    [InlineData(3, 0, 5)]
    [InlineData(5, 3, 7)]
    public async Task Verify_SealMissing_NamesTheRange(long through, long from, long next)
    {
        await SealThreeAsync();

        await _ledger.TamperAsync($"DELETE FROM ledger_seal WHERE through_position = {through}");

        Assert.Equal((from, next), Assert.Single((await _ledger.VerifyAsync()).Faults) is var fault
            ? (fault.FromPosition, fault.ThroughPosition)
            : default);
    }

    [Fact]
    public async Task Verify_DigestAltered_NamesItsSealAndTheNext()
    {
        await SealThreeAsync();

        await _ledger.TamperAsync("UPDATE ledger_seal SET digest = (SELECT digest FROM ledger_seal WHERE through_position = 7) WHERE through_position = 3");

        Assert.Equal([new SealFault(0, 3, Altered), new SealFault(3, 5, Altered)], (await _ledger.VerifyAsync()).Faults);
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(2, 7)]
    [InlineData(3, 4)]
    [InlineData(4, 4)]
    [InlineData(5, 2)]
    [InlineData(7, 0)]
    [InlineData(long.MaxValue, 0)]
    public async Task Verify_AfterAPosition_BeginsAtTheLastSealBeforeIt(long after, long verified)
    {
        await SealThreeAsync();

        AssertVerified(verified, 0, await _ledger.VerifyAsync(after));
    }

    [Fact]
    public async Task Verify_AfterAPosition_DoesNotLookBefore()
    {
        await SealThreeAsync();
        await _ledger.TamperAsync("UPDATE ledger SET body = 'START' WHERE position IN (1, 6)");

        AssertFault(5, 7, Altered, await _ledger.VerifyAsync(4));
    }

    private static string Copy(long of, long to)
    {
        var columns = string.Join(", ", EntryColumn.All.Select(column => column.Name).Except(["position", "record_revision", "identity"]));
        return $"""
            INSERT INTO ledger (position, record_revision, identity, {columns})
            SELECT {to}, 1000, 'another', {columns} FROM ledger WHERE position = {of}
            """;
    }

    private static void AssertVerified(long verified, long notSealed, VerifiedPart actual)
    {
        Assert.Empty(actual.Faults);
        Assert.Equal((verified, notSealed), (actual.EntriesVerified, actual.EntriesNotSealed));
    }

    private static void AssertFault(long from, long through, string reason, VerifiedPart actual) =>
        Assert.Equal(new SealFault(from, through, reason), Assert.Single(actual.Faults));

    // Through 3, 5 and 7.
    private async Task SealThreeAsync()
    {
        await _ledger.SealAsync(3);
        await _ledger.SealAsync(2);
        await _ledger.SealAsync(2);
    }
}
