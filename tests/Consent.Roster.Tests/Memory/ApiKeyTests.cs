using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Roster.Memory;
using Consent.Storage.Replicas;
using CsCheck;

namespace Consent.Roster.Tests.Memory;

public sealed class ApiKeyTests
{
    // Few ids and times, so that keys meet: the time of a key is its id's, in no order.
    private static readonly Gen<(ulong Id, bool IsRevoked)[]> Puts =
        Gen.Select(Gen.ULong[0, 30], Gen.Bool).Array[0, 80];

    [Fact]
    public void FindApiKey_AfterAnyPuts_IsTheLast() => Puts.Sample(puts =>
    {
        var changes = new Changes();
        var last = new Dictionary<ulong, RosterApiKey>();
        foreach (var (id, isRevoked) in puts)
        {
            last[id] = changes.Put(Key(id, isRevoked));
        }

        AssertSame(last, changes.Roster.Registry);
    });

    [Fact]
    public void FindApiKey_AfterALoad_IsAsAfterPolls() => Puts.Sample(puts =>
    {
        var last = puts.GroupBy(put => put.Id).ToDictionary(same => same.Key, same => Key(same.Key, same.Last().IsRevoked));
        var loaded = new ReplicaRoster();
        foreach (var key in last.Values)
        {
            loaded.Load(new RosterChange(ApiKey: key));
        }

        loaded.Loaded(new LoadedLedger("database", default));

        AssertSame(last, loaded.Registry);
    });

    [Fact]
    public void FindApiKey_OfNone_IsNothing()
    {
        var changes = new Changes();
        changes.Put(Key(1, isRevoked: false));

        Assert.Null(changes.Roster.Registry.FindApiKey(new ApiKeyId(2)));
    }

    [Fact]
    public void FindApiKey_AfterTheFirst_AllocatesNothing()
    {
        var changes = new Changes();
        var registry = changes.Roster.Registry;
        var key = changes.Put(Key(1, isRevoked: false));
        Assert.Same(key, registry.FindApiKey(new ApiKeyId(1)));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1_000; call++)
        {
            registry.FindApiKey(new ApiKeyId(1));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static RosterApiKey Key(ulong id, bool isRevoked) => new(
        new ApiKey
        {
            Id = new ApiKeyId(id),
            Grant = Grant.Everything,
            CreatedAt = new Instant((long)(id * 7 % 10)),
            RevokedAt = isRevoked ? new Instant(100) : null,
        },
        Enumerable.Repeat((byte)id, ApiKeyText.SecretBytes).ToArray());

    private static void AssertSame(Dictionary<ulong, RosterApiKey> expected, RosterRegistry registry)
    {
        for (var id = 0ul; id <= 31; id++)
        {
            Assert.Equal(expected.GetValueOrDefault(id), registry.FindApiKey(new ApiKeyId(id)));
        }

        Assert.Equal(
            expected.Values.Select(key => key.Key).OrderBy(key => (key.CreatedAt.Milliseconds, key.Id.Value)), Pages(registry));
    }

    private static List<ApiKey> Pages(RosterRegistry registry)
    {
        var keys = new List<ApiKey>();
        while (registry.ListApiKeys(keys.Count == 0 ? null : ApiKeyPlace.Of(keys[^1]), 3) is { Count: > 0 } page)
        {
            keys.AddRange(page);
        }

        return keys;
    }
}
