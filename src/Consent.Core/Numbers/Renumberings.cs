using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Consent.Core.Numbers;

/// <summary>Which E.164 spellings reach one phone, and which of them is the canonical number.</summary>
/// <remarks>
/// No two rows of the table take the same spelling, and none takes a number that another gives: one step leads to the canonical
/// number, from which no row leads on.
/// </remarks>
public static class Renumberings
{
    private const int VersionLength = 16;

    /// <summary>Gets the table's rows, for what applies them elsewhere, such as a database.</summary>
    public static IReadOnlyList<Renumbering> All { get; } = [.. RenumberingTable.Rows];

    /// <summary>Gets a text that is another whenever the rules are: a database keeps by which of them its numbers were merged.</summary>
    public static string Version { get; } = VersionOf(All);

    private static readonly Block[] Blocks = [.. All.Select(Block.Of).OrderBy(block => block.First)];
    private static readonly ulong[] Firsts = [.. Blocks.Select(block => block.First)];

    // Several spellings give one number, so these ranges may overlap: a number is in none before the last that could reach it.
    private static readonly Block[] ByCanonical = [.. Blocks.OrderBy(block => block.ToCanonical(block.First))];
    private static readonly ulong[] CanonicalFirsts = [.. ByCanonical.Select(block => block.ToCanonical(block.First))];
    private static readonly ulong[] LastSoFar = [.. RunningMaximum(ByCanonical.Select(block => block.ToCanonical(block.Last)))];

    /// <summary>The one spelling by which records are keyed. Allocates nothing.</summary>
    /// <param name="digits">A number's digits, country code included.</param>
    public static ulong Canonical(ulong digits)
    {
        var index = Array.BinarySearch(Firsts, digits);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 && Blocks[index].Includes(digits) ? Blocks[index].ToCanonical(digits) : digits;
    }

    /// <summary>Every spelling of a phone, in E.164 form, but the canonical number: none for most, which costs next to nothing.</summary>
    public static IReadOnlyList<string> Spellings(PhoneNumber number) => Spellings(number.CanonicalDigits);

    internal static IReadOnlyList<string> Spellings(ulong digits)
    {
        List<string>? spellings = null;
        var index = Array.BinarySearch(CanonicalFirsts, digits);
        for (index = index < 0 ? ~index - 1 : LastOf(index); index >= 0 && LastSoFar[index] >= digits; index--)
        {
            var spelling = ByCanonical[index].FromCanonical(digits);
            if (ByCanonical[index].Includes(spelling))
            {
                (spellings ??= []).Add($"+{spelling.ToString(CultureInfo.InvariantCulture)}");
            }
        }

        return spellings ?? (IReadOnlyList<string>)[];
    }

    // Of several ranges that begin with the same number, any one may be found.
    private static int LastOf(int index)
    {
        while (index + 1 < CanonicalFirsts.Length && CanonicalFirsts[index + 1] == CanonicalFirsts[index])
        {
            index++;
        }

        return index;
    }

    private static IEnumerable<ulong> RunningMaximum(IEnumerable<ulong> values)
    {
        var maximum = 0UL;
        foreach (var value in values)
        {
            yield return maximum = Math.Max(maximum, value);
        }
    }

    private static string VersionOf(IEnumerable<Renumbering> rows)
    {
        var text = string.Join('\n', rows.Select(row => $"{row.OldPrefix} {row.Digits} {row.NewPrefix}").Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..VersionLength];
    }

    // The spellings of a row are a range of numbers, and the new prefix in place of the old one is the same step for each of them.
    private readonly record struct Block(ulong First, ulong Last, ulong Step)
    {
        public static Block Of(Renumbering row)
        {
            var kept = row.Digits - row.OldPrefix.Length;
            var first = Number(row.OldPrefix, kept, '0');
            return new Block(first, Number(row.OldPrefix, kept, '9'), unchecked(Number(row.NewPrefix, kept, '0') - first));
        }

        public bool Includes(ulong digits) => digits >= First && digits <= Last;

        public ulong ToCanonical(ulong digits) => unchecked(digits + Step);

        public ulong FromCanonical(ulong digits) => unchecked(digits - Step);

        private static ulong Number(string prefix, int kept, char rest) =>
            ulong.Parse(prefix + new string(rest, kept), CultureInfo.InvariantCulture);
    }
}
