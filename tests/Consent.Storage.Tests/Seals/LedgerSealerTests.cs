using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Seals;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Seals;

/// <summary>Seals follow one another without gaps, whoever makes them.</summary>
public abstract class LedgerSealerTests : DatabaseSuite
{
    private readonly SealedLedger _ledger;

    protected LedgerSealerTests(Func<ITestDatabase> create)
        : base(create) => _ledger = new SealedLedger(Database);

    [Fact]
    public async Task Seal_EmptyLedger_MakesNone()
    {
        Assert.Null(await _ledger.Sealer.SealAsync(default));
        Assert.Empty(await _ledger.SealsAsync());
    }

    [Fact]
    public async Task Seal_NothingNew_MakesNone()
    {
        await _ledger.SealAsync(2);

        Assert.Null(await _ledger.Sealer.SealAsync(default));
    }

    [Fact]
    public async Task Seal_NewEntries_FollowsTheSealBefore()
    {
        await _ledger.SealAsync(2);
        await _ledger.SealAsync(1);

        var seals = await _ledger.SealsAsync();

        Assert.Equal([(0L, 2L), (2L, 3L)], seals.Select(seal => (seal.FromPosition, seal.ThroughPosition)));
        Assert.All(seals, seal => Assert.Equal(32, seal.Digest.Length));
        Assert.NotEqual(seals[0].Digest, seals[1].Digest);
        Assert.All(seals, seal => Assert.True(seal is { Signature: null, KeyId: null, SealedAt.Milliseconds: > 0 }));
    }

    [Fact]
    public async Task Seal_MoreThanABatch_IsSealedByTheBatch()
    {
        const int Entries = (2 * LedgerSealer.MaxEntries) + 1;
        await LongLedger.FillAsync(Database.Store, Entries);

        while (await _ledger.Sealer.SealAsync(default) is not null)
        {
        }

        Assert.Equal(
            [LedgerSealer.MaxEntries, 2 * LedgerSealer.MaxEntries, Entries],
            (await _ledger.SealsAsync()).Select(seal => seal.ThroughPosition));
        var verified = await _ledger.VerifyAsync();
        Assert.Equal((Entries, 0, 0L), ((int)verified.EntriesVerified, verified.Faults.Count, verified.EntriesNotSealed!.Value));
    }

    [Fact]
    public async Task Seal_SealersAtOnceWhileEntriesArrive_MakesOneChain()
    {
        using var done = new CancellationTokenSource();
        var sealers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await _ledger.Sealer.SealAsync(default);
            }
        })).ToList();
        await _ledger.EnterAsync(40);
        await done.CancelAsync();
        await Task.WhenAll(sealers);
        await _ledger.Sealer.SealAsync(default);

        var verified = await _ledger.VerifyAsync();

        Assert.Equal((40L, 0L), (verified.EntriesVerified, verified.EntriesNotSealed));
        Assert.Empty(verified.Faults);
    }

    [Fact]
    public async Task Seal_AfterAnotherServersSeal_TakesOver()
    {
        await _ledger.SealAsync(2);
        await _ledger.EnterAsync(1);

        var seal = await new SealedLedger(Database).Sealer.SealAsync(default);

        Assert.Equal((2L, 3L), (seal!.FromPosition, seal.ThroughPosition));
    }

    [Theory]
    [InlineData(-60_000, true)]
    [InlineData(-1_000, true)]
    [InlineData(0, false)]
    [InlineData(60_000, true)]
    public async Task IsDue_AfterASeal_IsSaidByItsAge(int ageAgainstNow, bool isDue)
    {
        var now = (await Database.Source.ScalarAsync(Database.Store.Provider == StorageProvider.PostgreSQL
            ? "SELECT now_milliseconds()"
            : "SELECT CAST(unixepoch('subsec') * 1000 AS INTEGER)"))!;
        await Database.Source.ExecuteAsync(
            "INSERT INTO ledger_seal (from_position, through_position, digest, sealed_at) VALUES (0, 1, @digest, @at)",
            ("digest", new byte[32]),
            ("at", (long)now + ageAgainstNow));

        Assert.Equal(isDue, await _ledger.Sealer.IsDueAsync(TimeSpan.FromMilliseconds(ageAgainstNow == 0 ? 30_000 : 500), default));
    }

    [Fact]
    public async Task IsDue_NoSealYet_IsTrue() => Assert.True(await _ledger.Sealer.IsDueAsync(TimeSpan.FromSeconds(1), default));

    [Theory]
    [InlineData("UPDATE ledger_seal SET sealed_at = 0")]
    [InlineData("DELETE FROM ledger_seal")]
    [InlineData("DELETE FROM ledger_seal WHERE through_position = 1")]
    public async Task Seals_ChangedByHand_Refuse(string statement)
    {
        await _ledger.SealAsync(1);
        var before = await Database.Source.RowsAsync("SELECT * FROM ledger_seal");

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => Database.Source.ExecuteAsync(statement));

        Assert.Contains("never changed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Database.Source.RowsAsync("SELECT * FROM ledger_seal"));
    }
}
