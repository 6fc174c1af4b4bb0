using System.Globalization;

namespace Consent.Torture.Workload;

/// <summary>All businesses of a run, with numbers and accounts that no other run on the same cluster has.</summary>
internal sealed class Market
{
    private const int FirstSender = 5_000_000;
    private const int SendersOfARun = 10;

    private static int _runs;

    private Market(int run)
    {
        Nobody = new Business(null, [Sender(run, 1)], customers: 8);
        Changing = new Business($"changing-{run}", [Sender(run, 2), Sender(run, 3), Sender(run, 4)], customers: 6);
        Manual = new Business($"manual-{run}", [Sender(run, 5)], customers: 5) { IsManual = true };
        All = [Nobody, Changing, Manual];
    }

    /// <summary>Gets the business whose only number is registered nowhere.</summary>
    public Business Nobody { get; }

    /// <summary>Gets the business whose numbers change their kinds, and whose keywords change.</summary>
    public Business Changing { get; }

    /// <summary>Gets the business that reactivates customers itself.</summary>
    public Business Manual { get; }

    public IReadOnlyList<Business> All { get; }

    public static Market New() => new(Interlocked.Increment(ref _runs));

    /// <summary>A business, each as likely as it has pairs; and one of its pairs.</summary>
    public (Business Business, string Sender, string Customer) AnyPair(Random random)
    {
        var left = random.Next(All.Sum(each => each.Pairs));
        var business = All.First(each => (left -= each.Pairs) < 0);
        var customers = business.Customers;
        return (business, business.Senders[random.Next(business.Senders.Count)], customers[random.Next(customers.Count)]);
    }

    private static string Sender(int run, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"+1556{FirstSender + run * SendersOfARun + index}");
}
