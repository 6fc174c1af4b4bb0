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
        Named = new Business($"named-{run}", [Sender(run, 6), $"NAMED {run}"], customers: 4) { FirstKind = SenderKind.Engage };
        All = [Nobody, Changing, Manual, Named];
    }

    /// <summary>Gets the business whose only number is registered nowhere.</summary>
    public Business Nobody { get; }

    /// <summary>Gets the business whose numbers change their kinds, and whose keywords change.</summary>
    public Business Changing { get; }

    /// <summary>Gets the business that reactivates customers itself.</summary>
    public Business Manual { get; }

    /// <summary>Gets the business that also texts under a name, for which its Engage number is the reply number.</summary>
    public Business Named { get; }

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

/// <summary>The numbers that one business texts from, and its few customers, each of whom is a pair with each number.</summary>
/// <param name="account">Its account; null for a number that nobody has registered.</param>
/// <param name="senders">Its numbers.</param>
/// <param name="customers">How many customers are written about at a time.</param>
internal sealed class Business(string? account, IReadOnlyList<string> senders, int customers)
{
    private const int Imports = 20;

    private readonly string[] _customers = [.. Enumerable.Range(0, customers).Select(_ => Wire.NewCustomer())];
    private readonly Queue<string> _imported = new();
    private readonly HashSet<string> _optingIn = [];

    public string? Account => account;

    public IReadOnlyList<string> Senders => senders;

    /// <summary>Gets the kind as which its senders are registered first.</summary>
    public SenderKind FirstKind { get; init; } = SenderKind.Standard;

    /// <summary>Gets a value indicating whether its customers' START lifts nothing.</summary>
    public bool IsManual { get; init; }

    public int Pairs => senders.Count * customers;

    /// <summary>The number to which customers text what they cannot text to this sender; null where they can.</summary>
    public string? ReplyNumberOf(string sender) => sender[0] == '+' ? null : senders[0];

    public IReadOnlyList<string> Customers => Locked<IReadOnlyList<string>>(() => [.. _customers]);

    /// <summary>Gets those whom nobody but an import has written about lately.</summary>
    public IReadOnlyList<string> Imported => Locked<IReadOnlyList<string>>(() => [.. _imported]);

    /// <summary>Of this customer one opt-in more may take effect at any time: another customer takes the place.</summary>
    public void Leave(string customer)
    {
        lock (_customers)
        {
            if (Array.IndexOf(_customers, customer) is >= 0 and var index)
            {
                _customers[index] = Wire.NewCustomer();
            }
        }
    }

    /// <summary>
    /// Begins an opt-in of a customer, unless another is under way: while one may take effect at any time, no answer about this customer
    /// can be found wrong.
    /// </summary>
    public bool TryBeginOptIn(string customer) => Locked(() => _optingIn.Add(customer));

    public void EndOptIn(string customer) => Locked(() => _optingIn.Remove(customer));

    public void Import(IEnumerable<string> customers)
    {
        lock (_customers)
        {
            foreach (var customer in customers)
            {
                _imported.Enqueue(customer);
                if (_imported.Count > Imports)
                {
                    _imported.Dequeue();
                }
            }
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_customers)
        {
            return read();
        }
    }
}

/// <summary>Words that only an account can make keywords of: nobody takes them for anything else.</summary>
internal static class Keywords
{
    public static IReadOnlyList<string> OptOut { get; } = ["ZAPZAP", "ZIPZIP"];

    public static IReadOnlyList<string> OptIn { get; } = ["ZOOZOO"];

    public static (IReadOnlyList<string> OptOut, IReadOnlyList<string> OptIn) Any(Random random) =>
        ([.. OptOut.Where(_ => random.Next(2) == 0)], [.. OptIn.Where(_ => random.Next(2) == 0)]);

    public static string? Joined(IEnumerable<string> optOut, IEnumerable<string> optIn, IEnumerable<string> help) =>
        string.Join(',', [.. optOut, .. optIn, .. help]) is { Length: > 0 } joined ? joined : null;
}
