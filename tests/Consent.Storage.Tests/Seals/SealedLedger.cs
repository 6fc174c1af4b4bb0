using Consent.Storage.Database;
using Consent.Storage.Seals;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Seals;

/// <summary>A ledger with its sealer and its verifier, and somebody who gets past the triggers.</summary>
internal sealed class SealedLedger(ITestDatabase database, SealSigner? signer = null)
{
    private readonly SealTable _seals = new(database.Store);
    private readonly RecordStory _story = new(database, Samples.Number());
    private int _events;

    public LedgerSealer Sealer => new(database.Store, _seals, Signer);

    private SealSigner Signer { get; } = signer ?? SealSigner.From(new LedgerOptions());

    /// <summary>The same ledger, with another key or none.</summary>
    public SealedLedger With(SealSigner? other) => new(database, other);

    /// <summary>Enters so many events of one record, and seals them.</summary>
    public async Task<Seal> SealAsync(int entries)
    {
        await EnterAsync(entries);
        return (await Sealer.SealAsync(default))!;
    }

    public async Task EnterAsync(int entries)
    {
        for (var count = 0; count < entries; count++)
        {
            _events++;
            await _story.EnterAsync(Samples.OptOut($"{_events}", _events));
        }
    }

    public Task<List<Seal>> SealsAsync() => _seals.PageAsync(0, 1_000, default);

    /// <summary>All that a verification tells, in one.</summary>
    public async Task<VerifiedPart> VerifyAsync(long afterPosition = 0)
    {
        var parts = new List<VerifiedPart>();
        await foreach (var part in new LedgerVerifier(database.Store, _seals, Signer).VerifyAsync(afterPosition, default))
        {
            parts.Add(part);
        }

        Assert.All(parts.SkipLast(1), part => Assert.Null(part.EntriesNotSealed));
        return new VerifiedPart(
            parts[^1].EntriesVerified, [.. parts.SelectMany(part => part.Faults)], Assert.NotNull(parts[^1].EntriesNotSealed));
    }

    /// <summary>Does what the triggers refuse.</summary>
    public async Task TamperAsync(params string[] statements)
    {
        string[] unguarded = database.Store.Provider == StorageProvider.PostgreSQL
            ? ["ALTER TABLE ledger DISABLE TRIGGER ALL", "ALTER TABLE ledger_seal DISABLE TRIGGER ALL"]
            :
            [
                "DROP TRIGGER IF EXISTS ledger_refuses_update", "DROP TRIGGER IF EXISTS ledger_refuses_delete",
                "DROP TRIGGER IF EXISTS ledger_seal_refuses_update", "DROP TRIGGER IF EXISTS ledger_seal_refuses_delete",
            ];
        foreach (var statement in unguarded.Concat(statements))
        {
            await database.Source.ExecuteAsync(statement);
        }
    }
}
