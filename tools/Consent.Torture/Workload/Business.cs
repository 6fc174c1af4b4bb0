using Consent.Torture.Clusters;

namespace Consent.Torture.Workload;

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

    /// <summary>Gets a value indicating whether its customers' START lifts nothing.</summary>
    public bool IsManual { get; init; }

    public int Pairs => senders.Count * customers;

    public IReadOnlyList<string> Customers
    {
        get
        {
            lock (_customers)
            {
                return [.. _customers];
            }
        }
    }

    /// <summary>Gets those whom nobody but an import has written about lately.</summary>
    public IReadOnlyList<string> Imported
    {
        get
        {
            lock (_customers)
            {
                return [.. _imported];
            }
        }
    }

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
    public bool TryBeginOptIn(string customer)
    {
        lock (_customers)
        {
            return _optingIn.Add(customer);
        }
    }

    public void EndOptIn(string customer)
    {
        lock (_customers)
        {
            _optingIn.Remove(customer);
        }
    }

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
}
