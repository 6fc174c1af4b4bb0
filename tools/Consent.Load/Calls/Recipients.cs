using System.Buffers.Text;

namespace Consent.Load.Calls;

/// <summary>Customers who are asked about, one number after the other; after the last comes the first again.</summary>
public sealed class Recipients
{
    private const int MaxLength = 16; // E.164: a plus sign and 15 digits.

    private readonly long _first;

    private Recipients(long first, long count)
    {
        (_first, Count) = (first, count);
        Longest = 1 + (first + count - 1).ToString(CultureInfo.InvariantCulture).Length;
    }

    public long Count { get; }

    /// <summary>How long the longest is, with its plus sign.</summary>
    internal int Longest { get; }

    /// <summary>So many numbers, one after the other.</summary>
    /// <param name="first">The first, E.164.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">The first or the last is no possible number, or there is none.</exception>
    public static Recipients Range(string first, long count)
    {
        ArgumentException.ThrowIfNullOrEmpty(first);
        var digits = first.AsSpan().TrimStart('+');
        if (digits.Length is 0 or >= MaxLength || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || count < 1 || (number + count - 1).ToString(CultureInfo.InvariantCulture).Length >= MaxLength)
        {
            throw new ArgumentException($"There are no {count} numbers from {first} on.", nameof(first));
        }

        return new Recipients(number, count);
    }

    /// <summary>Writes the number; answers its length.</summary>
    internal int Write(long index, Span<byte> number)
    {
        number[0] = (byte)'+';
        Utf8Formatter.TryFormat(_first + (index % Count), number[1..], out var length);
        return length + 1;
    }
}
