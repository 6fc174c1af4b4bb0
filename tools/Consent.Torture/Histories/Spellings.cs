namespace Consent.Torture.Histories;

/// <summary>
/// The two spellings of Mexican customers' numbers: with and without a 1 after the country code. Every second customer has them. The
/// history and the checker name the customer by the one without; the servers are told either.
/// </summary>
internal static class Spellings
{
    private const string Mexico = "+52";
    private const string Old = "+521";
    private const int OldLength = 14;

    private static int _asked;

    public static string NewCustomer(int number) => string.Create(
        CultureInfo.InvariantCulture, $"{(number % 2 == 0 ? "+1555" : "+52555")}{number:D7}");

    /// <summary>One of the customer's spellings, in turn.</summary>
    public static string Any(string customer) => Interlocked.Increment(ref _asked) % 2 == 0 ? customer : Older(customer);

    /// <summary>The customer's older spelling, or the only one.</summary>
    public static string Older(string customer) =>
        customer.StartsWith(Mexico, StringComparison.Ordinal) ? $"{Old}{customer[Mexico.Length..]}" : customer;

    /// <summary>The customer whom a server names in any spelling.</summary>
    public static string CustomerOf(string spelling) =>
        spelling.Length == OldLength && spelling.StartsWith(Old, StringComparison.Ordinal)
            ? $"{Mexico}{spelling[Old.Length..]}"
            : spelling;
}
