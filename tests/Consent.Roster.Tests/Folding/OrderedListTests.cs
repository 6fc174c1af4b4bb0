using Consent.Roster.Folding;
using CsCheck;

namespace Consent.Roster.Tests.Folding;

public class OrderedListTests
{
    [Fact]
    public void Page_AfterAnyAdditions_AnswersLikeASortedList() =>
        Gen.Select(Gen.Int[0, 200].Array[0, 100], Gen.Int[-1, 201], Gen.Int[0, 50]).Sample(
            (keys, after, size) =>
            {
                var list = new OrderedList<int, string>((left, right) => left.CompareTo(right));
                var plain = new SortedSet<int>();
                foreach (var key in keys.Where(plain.Add))
                {
                    list.Add(key, $"{key}");
                }

                return list.Count == plain.Count
                    && Values(list.Page(true, default, size)).SequenceEqual(plain.Take(size).Select(key => $"{key}"))
                    && Values(list.Page(false, after, size)).SequenceEqual(
                        plain.Where(key => key > after).Take(size).Select(key => $"{key}"));
            });

    [Fact]
    public void Page_ThatIsHeld_StaysAsItWas()
    {
        var list = new OrderedList<int, string>((left, right) => left.CompareTo(right));
        Array.ForEach([10, 20, 30], key => list.Add(key, $"{key}"));
        var page = list.Page(true, default, 10);

        Array.ForEach([5, 25, 40, 50, 60], key => list.Add(key, $"{key}"));

        Assert.Equal(["10", "20", "30"], Values(page));
        Assert.Equal(["5", "10", "20", "25", "30", "40", "50", "60"], Values(list.Page(true, default, 10)));
    }

    private static string[] Values(ReadOnlySpan<KeyValuePair<int, string>> page)
    {
        var values = new string[page.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = page[index].Value;
        }

        return values;
    }
}
