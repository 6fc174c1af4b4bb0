using Consent.Roster.Memory;
using CsCheck;

namespace Consent.Roster.Tests.Memory;

public sealed class OrderedListTests
{
    [Fact]
    public void Page_AfterAnyAdditions_AnswersLikeASortedList() =>
        Gen.Select(Gen.Select(Gen.Int[0, 200], Gen.Int[0, 9]).Array[0, 100], Gen.Int[-1, 201], Gen.Int[0, 50]).Sample(
            (items, after, size) =>
            {
                var list = new OrderedList<int, Item>(item => item.Key, (left, right) => left.CompareTo(right));
                var plain = new SortedDictionary<int, int>();
                foreach (var (key, value) in items)
                {
                    list.Set(new Item(key, value));
                    plain[key] = value;
                }

                return list.Count == plain.Count
                    && list.Page(true, default, size).ToArray().SequenceEqual(plain.Take(size).Select(pair => new Item(pair.Key, pair.Value)))
                    && list.Page(false, after, size).ToArray().SequenceEqual(
                        plain.Where(pair => pair.Key > after).Take(size).Select(pair => new Item(pair.Key, pair.Value)));
            });

    [Fact]
    public void Page_ThatIsHeld_StaysAsItWas()
    {
        var list = new OrderedList<int, Item>(item => item.Key, (left, right) => left.CompareTo(right));
        Array.ForEach([10, 20, 30], key => list.Set(new Item(key, key)));
        var page = list.Page(true, default, 10);

        Array.ForEach([5, 25, 40, 50, 60], key => list.Set(new Item(key, key)));

        Assert.Equal([10, 20, 30], Keys(page));
        Assert.Equal([5, 10, 20, 25, 30, 40, 50, 60], Keys(list.Page(true, default, 10)));
    }

    private static int[] Keys(ReadOnlySpan<Item> page) => Array.ConvertAll(page.ToArray(), item => item.Key);

    private sealed record Item(int Key, int Value);
}
