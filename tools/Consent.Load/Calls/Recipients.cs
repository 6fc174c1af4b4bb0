using System.Buffers.Text;
using System.Text;

namespace Consent.Load.Calls;

/// <summary>The customers that are asked about, in order; after the last comes the first again.</summary>
public abstract class Recipients
{
    private protected const int MaxLength = 16; // E.164: a plus sign and 15 digits.

    /// <summary>How many there are.</summary>
    public abstract long Count { get; }

    /// <summary>So many numbers, one after the other.</summary>
    /// <param name="first">The first, E.164.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">The first or the last is no number that can be, or there is none.</exception>
    public static Recipients Range(string first, long count)
    {
        ArgumentException.ThrowIfNullOrEmpty(first);
        var digits = first.AsSpan().TrimStart('+');
        if (digits.Length is 0 or >= MaxLength || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || count < 1 || (number + count - 1).ToString(CultureInfo.InvariantCulture).Length >= MaxLength)
        {
            throw new ArgumentException($"There are no {count} numbers from {first} on.", nameof(first));
        }

        return new NumberRange(number, count);
    }

    /// <summary>These numbers, as they are.</summary>
    /// <exception cref="ArgumentException">There is none, or one is too long.</exception>
    public static Recipients Of(IEnumerable<string> numbers)
    {
        var listed = numbers.Select(Encoding.ASCII.GetBytes).ToArray();
        return listed.Length > 0 && listed.All(number => number.Length <= MaxLength)
            ? new NumberList(listed)
            : throw new ArgumentException("Give one number or more, each E.164.", nameof(numbers));
    }

    /// <summary>Writes the number; answers its length.</summary>
    internal abstract int Write(long index, Span<byte> number);

    private sealed class NumberRange(long first, long count) : Recipients
    {
        public override long Count => count;

        internal override int Write(long index, Span<byte> number)
        {
            number[0] = (byte)'+';
            Utf8Formatter.TryFormat(first + (index % count), number[1..], out var length);
            return length + 1;
        }
    }

    private sealed class NumberList(byte[][] numbers) : Recipients
    {
        public override long Count => numbers.Length;

        internal override int Write(long index, Span<byte> number)
        {
            var listed = numbers[index % numbers.Length];
            listed.CopyTo(number);
            return listed.Length;
        }
    }
}
