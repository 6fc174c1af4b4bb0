using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Roster.Memory;
using CsCheck;

namespace Consent.Roster.Tests.Memory;

[Collection(Alone.Name)]
public sealed class RosterTableTests
{
    // Few keys, so that histories meet; the tables are large enough to grow.
    private static readonly Gen<(int Key, long Position)> Write = Gen.Select(Gen.Int[0, 4_000], Gen.Long[1, 1_000_000]);

    [Fact]
    public void Find_AfterAnyWrites_AnswersLikeADictionary() => Write.Array[0, 20_000].Sample(
        writes =>
        {
            var table = new RosterTable();
            var plain = new Dictionary<int, long>();
            foreach (var (key, position) in writes)
            {
                table.Set(Key(key), At(position));
                plain[key] = position;
            }

            return table.Count == plain.Count
                && Enumerable.Range(0, 4_001).All(key => table.Find(Key(key)) == (plain.TryGetValue(key, out var position) ? At(position) : default));
        },
        iter: 50);

    [Fact]
    public void Find_AfterAnyLoadAndWrites_AnswersLikeADictionary() => Gen.Select(Write.Array[0, 20_000], Write.Array[0, 1_000]).Sample(
        (loaded, writes) =>
        {
            var table = new RosterTable();
            var plain = new Dictionary<int, long>();
            foreach (var (key, position) in loaded)
            {
                table.Load(Key(key), At(position));
                plain[key] = position;
            }

            table.EndLoad();
            foreach (var (key, position) in writes)
            {
                table.Set(Key(key), At(position));
                plain[key] = position;
            }

            return table.Count == plain.Count
                && Enumerable.Range(0, 4_001).All(key => table.Find(Key(key)) == (plain.TryGetValue(key, out var position) ? At(position) : default));
        },
        iter: 50);

    [Fact]
    public void EndLoad_OfATableInUse_IsRefused()
    {
        var table = new RosterTable();
        table.Set(Key(1), At(1));
        table.Load(Key(2), At(2));

        Assert.Throws<InvalidOperationException>(table.EndLoad);
        Assert.Equal(1, table.Find(Key(1)).Position);
    }

    [Fact]
    public async Task Find_WhileTheTableGrows_NeverMissesNorGoesBack()
    {
        const int keys = 20_000;
        const int rounds = 8;
        var table = new RosterTable();
        var written = new long[keys];
        using var started = new Barrier(3);
        var writer = Task.Run(() =>
        {
            started.SignalAndWait();
            for (var round = 1; round <= rounds; round++)
            {
                for (var key = 0; key < keys; key++)
                {
                    table.Set(Key(key), At(round));
                    Volatile.Write(ref written[key], round);
                }
            }
        });
        var readers = Enumerable.Range(0, 2).Select(reader => Task.Run(() =>
        {
            started.SignalAndWait();
            var random = new Random(reader);
            var faults = 0;
            do
            {
                var key = random.Next(keys);
                var atLeast = Volatile.Read(ref written[key]);
                var found = table.Find(Key(key)).Position;
                faults += found >= atLeast && found <= rounds ? 0 : 1;
            }
            while (!writer.IsCompleted);
            return faults;
        })).ToArray();

        await writer;

        Assert.Equal(0, (await Task.WhenAll(readers)).Sum());
    }

    [Fact]
    public void Set_OfManyRecords_TakesAtMost48BytesEach()
    {
        const int records = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = new RosterTable();
        for (var key = 0; key < records; key++)
        {
            table.Set(Key(key), At(key));
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)table.Count;

        Assert.InRange(bytes, 32, 48);
    }

    [Fact]
    public void Load_OfManyRecords_TakesAtMost48BytesEach()
    {
        const int records = 1_000_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var table = new RosterTable();
        for (var key = 0; key < records; key++)
        {
            table.Load(Key(key), At(key));
        }

        table.EndLoad();

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)table.Count;

        Assert.InRange(bytes, 32, 48);
    }

    [Fact]
    public void Find_ForAnAccountAndANumberAlike_KeepsThemApart()
    {
        var customer = PhoneNumber.Parse("+15557654321");
        var table = new RosterTable();

        table.Set(RosterKey.ForAccount(1, customer), At(7));

        Assert.True(table.Find(RosterKey.ForNumber(SenderNumber.Parse("001"), customer)).IsNone);
        Assert.True(table.Find(RosterKey.ForAccount(2, customer)).IsNone);
        Assert.Equal(7, table.Find(RosterKey.ForAccount(1, customer)).Position);
    }

    private static RosterKey Key(int key) => new((ulong)key % 10, 10_000_000_000UL + ((ulong)key / 10));

    private static Standing At(long position) =>
        new(ConsentState.OptedOut, ConsentSource.InboundSms, wasOptedOut: true, new Instant(1_000_000 + position), position);
}
