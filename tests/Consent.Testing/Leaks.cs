using System.Text.RegularExpressions;

namespace Consent.Testing;

/// <summary>Finds what must not be in a log or a trace: numbers of senders and customers.</summary>
public static partial class Leaks
{
    /// <summary>The first number in a text, or null: any with a plus sign, and without one those that tests make up.</summary>
    public static string? NumberIn(string text) => Number().Match(text) is { Success: true } found ? found.Value : null;

    /// <exception cref="InvalidOperationException">One of the lines has a number.</exception>
    public static void ThrowIfAny(IEnumerable<string> lines)
    {
        if (lines.FirstOrDefault(line => NumberIn(line) is not null) is { } line)
        {
            throw new InvalidOperationException($"A line has the number {NumberIn(line)}: {line}");
        }
    }

    [GeneratedRegex(@"(\+|%2B)[0-9]{7,15}(?![0-9])|(?<![0-9A-Za-z])1555[0-9]{7}(?![0-9A-Za-z])", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
