using System.Data.Common;
using Consent.Core.Access;
using Consent.Storage.Ledger;
using Consent.Storage.Tests.Databases;
using Consent.Storage.Tests.Seals;

namespace Consent.Storage.Tests.Access;

/// <summary>An API key that is made or revoked is an entry of the ledger, which never has the digest of its secret.</summary>
public abstract class ApiKeyWriteTests : DatabaseSuite
{
    private readonly ApiKeyStory _story;

    protected ApiKeyWriteTests(Func<ITestDatabase> create)
        : base(create) => _story = new ApiKeyStory(Database);

    [Fact]
    public async Task Create_OfAKey_AppendsItsEntry()
    {
        var key = await _story.CreateAsync(grant: ApiKeyStory.Limited, name: "The \"gateway\" \\ ü");

        var entry = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM ledger"));

        Assert.Equal((1L, 103L, $"apiKey:{key.Id}"), (entry["position"], entry["kind"], entry["record_key"]));
        Assert.Equal((1L, "key 00000000000000aa"), (entry["record_revision"], entry["actor"]));
        Assert.Equal((Samples.Start.Milliseconds, Samples.Start.Milliseconds), (entry["arrived_at"], entry["occurred_at"]));
        Assert.Equal((0L, 0L, 0L, 1L), (entry["record_state"], entry["record_was_opted_out"], entry["moved"], entry["applied"]));
        string[] ofNobody = ["record_account_id", "record_sender_number", "account_id", "sender_number", "identity", "reply"];
        Assert.All(ofNobody, column => Assert.Null(entry[column]));
        Assert.Equal("", entry["customer_number"]);
        Assert.Equal(key, ApiKeyStory.Read(entry["registered"]));
    }

    [Fact]
    public async Task Revoke_OfAKey_AppendsAnEntryWithWhoAndWhen()
    {
        var key = await _story.CreateAsync(grant: ApiKeyStory.Limited);
        await _story.RevokeAsync(key, second: 60);

        var entry = (await Database.Source.RowsAsync("SELECT * FROM ledger ORDER BY position"))[1];

        Assert.Equal((2L, 103L, $"apiKey:{key.Id}"), (entry["position"], entry["kind"], entry["record_key"]));
        Assert.Equal((2L, "key 00000000000000bb"), (entry["record_revision"], entry["actor"]));
        Assert.Equal(ApiKeyStory.At(60).Milliseconds, entry["occurred_at"]);
        Assert.Equal(key with { RevokedAt = ApiKeyStory.At(60) }, ApiKeyStory.Read(entry["registered"]));
    }

    [Fact]
    public async Task Revoke_Again_ChangesNothing()
    {
        var key = await _story.CreateAsync();
        await _story.RevokeAsync(key, second: 60);

        await _story.RevokeAsync(key, second: 90);

        Assert.Equal([1, 2], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Revoke_OfNoKey_IsNothing()
    {
        Assert.Null(await _story.Table.RevokeAsync(new ApiKeyId(7), Samples.Start, ""));

        Assert.Empty(await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Revoke_ByManyAtOnce_IsOneEntryAndTheSameAnswer()
    {
        var key = await _story.CreateAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(second =>
            Task.Run(() => _story.Table.RevokeAsync(key.Id, ApiKeyStory.At(second), $"caller {second}"))));

        Assert.Equal([1, 2], await Database.Source.PositionsAsync());
        Assert.NotNull(Assert.Single(answers.Distinct())!.RevokedAt);
    }

    [Fact]
    public async Task Digest_IsInTheKeysRowAndNowhereElse()
    {
        var (key, digest) = ApiKeyStory.New(grant: ApiKeyStory.Limited);
        await _story.Table.CreateAsync(key, digest);
        await _story.Table.RevokeAsync(key.Id, Samples.Start, "");

        var row = Assert.Single(await Database.Source.RowsAsync("SELECT * FROM api_key"));
        var ledger = await Database.Source.RowsAsync("SELECT * FROM ledger");

        Assert.Equal(digest, row["secret_digest"]);
        var written = string.Join('\n', ledger.Append(row).SelectMany(each => each.Values).OfType<string>());
        Assert.DoesNotContain(Convert.ToHexString(digest), written, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String(digest)[..^1], written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateFirst_ByManyAtOnce_MakesOne()
    {
        var keys = Enumerable.Range(0, 8).Select(second => ApiKeyStory.New(second)).ToList();

        var made = await Task.WhenAll(keys.Select(each => Task.Run(() => _story.Table.TryCreateFirstAsync(each.Key, each.Digest))));

        var index = Assert.Single(Enumerable.Range(0, made.Length), each => made[each]);
        Assert.Equal([keys[index].Key], await _story.Table.ListAsync(default));
        Assert.Equal([1], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task CreateFirst_AfterARevokedOne_MakesNone()
    {
        await _story.RevokeAsync(await _story.CreateAsync());
        var (key, digest) = ApiKeyStory.New();

        Assert.False(await _story.Table.TryCreateFirstAsync(key, digest));

        Assert.Equal([1, 2], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Create_AmongCustomersTexts_IsNumberedInOneOrder()
    {
        const int writers = 4;
        const int each = 5;
        var keys = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var number = 0; number < each; number++)
            {
                var (key, digest) = ApiKeyStory.New(number);
                await _story.Table.CreateAsync(key, digest);
                await _story.Table.RevokeAsync(key.Id, Samples.Start, "");
            }
        })));
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var story = new RecordStory(Database, Samples.Number(writer));
            for (var number = 0; number < each; number++)
            {
                await story.EnterAsync(Samples.OptOut($"{writer}-{number}", number));
            }
        })));
        await keys;

        Assert.Equal(
            Enumerable.Range(1, 3 * writers * each).Select(position => (long)position), await Database.Source.PositionsAsync());
    }

    [Theory]
    [InlineData("DELETE FROM api_key", "never deleted")]
    [InlineData("UPDATE api_key SET id = '00000000000000cc' WHERE revoked_at IS NULL", "keeps its secret")]
    [InlineData("UPDATE api_key SET registered = '{}' WHERE revoked_at IS NOT NULL", "stays revoked")]
    [InlineData("UPDATE api_key SET revoked_at = NULL WHERE revoked_at IS NOT NULL", "stays revoked")]
    public async Task Key_ChangedByHand_Refuses(string statement, string reason)
    {
        await _story.RevokeAsync(await _story.CreateAsync());
        await _story.CreateAsync(second: 1);
        var before = await Database.Source.RowsAsync("SELECT id, registered, revoked_at, last_position FROM api_key");

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => Database.Source.ExecuteAsync(statement));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, await Database.Source.RowsAsync("SELECT id, registered, revoked_at, last_position FROM api_key"));
        Assert.Equal([1, 2, 3], await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task Secret_ChangedByHand_Refuses()
    {
        var key = await _story.CreateAsync();

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => Database.Source.ExecuteAsync(
            "UPDATE api_key SET secret_digest = @digest", ("@digest", new byte[32])));

        Assert.Contains("keeps its secret", refusal.Message, StringComparison.Ordinal);
        Assert.Equal([key], await _story.Table.ListAsync(default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public async Task Create_WithADigestOfAnotherLength_Fails(int length)
    {
        await Assert.ThrowsAnyAsync<DbException>(() => _story.Table.CreateAsync(ApiKeyStory.New().Key, new byte[length]));

        Assert.Empty(await Database.Source.PositionsAsync());
    }

    [Fact]
    public async Task List_OfKeys_IsInTheOrderInWhichTheyWereMade()
    {
        await _story.CreateAsync(second: 1, ApiKeyStory.Limited, "first");
        await _story.RevokeAsync(await _story.CreateAsync(second: 2, name: "second"));
        await _story.CreateAsync(second: 3, name: "third");

        Assert.Equal(_story.All, await _story.Table.ListAsync(default));
        Assert.Equal(_story.All[1], await _story.Table.FindAsync(_story.All[1].Id, default));
    }

    [Fact]
    public async Task Seal_OverKeys_IsVerifiedAndTellsWhatWasAltered()
    {
        var sealing = new SealedLedger(Database);
        await sealing.EnterAsync(1);
        await _story.RevokeAsync(await _story.CreateAsync(grant: ApiKeyStory.Limited));
        await sealing.Sealer.SealAsync(default);
        Assert.Equal((3, 0), ((await sealing.VerifyAsync()) is var whole ? (whole.EntriesVerified, whole.Faults.Count) : default));

        await sealing.TamperAsync("UPDATE ledger SET registered = replace(registered, '\"roles\":3', '\"roles\":16') WHERE position = 2");

        Assert.Single((await sealing.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Archive_OfAKeysEntry_ReadsItWhole()
    {
        var key = await _story.CreateAsync();

        var entry = Assert.Single(await new LedgerArchive(Database.Store).PageAsync(0, 10, default));

        Assert.Equal((103, $"apiKey:{key.Id}", "", null), (entry.Kind, entry.RecordKey, entry.CustomerNumber, entry.AccountId));
        Assert.Equal(key, ApiKeyStory.Read(entry.Registered));
    }
}
