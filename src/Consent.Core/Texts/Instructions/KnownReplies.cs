using System.Buffers;

namespace Consent.Core.Texts.Instructions;

/// <summary>What replies to customers say, to be known where a customer sends it back.</summary>
public sealed class KnownReplies
{
    // Shorter parts are words that customers write too.
    private const int FewestCharacters = 14;
    private const int FewestWideCharacters = 5;

    private readonly string[] _parts;
    private readonly SearchValues<string> _anyPart;

    private KnownReplies(string[] parts) =>
        (_parts, _anyPart) = (parts, SearchValues.Create(parts, StringComparison.OrdinalIgnoreCase));

    /// <summary>Takes the parts of templates between their placeholders; null where none is long enough to know.</summary>
    public static KnownReplies? Of(IEnumerable<string> parts)
    {
        var known = parts
            .SelectMany(part => part.Split(". "))
            .Select(part => TextNormalizer.Normalize(part.Trim(' ', '.', '。')).ToString().TrimStart(':', ' ', '：'))
            .Where(IsLong)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(part => part.Length)
            .ToArray();
        return known.Length == 0 ? null : new KnownReplies(known);
    }

    internal bool AreIn(ReadOnlySpan<char> text) => text.ContainsAny(_anyPart);

    /// <summary>Leaves out each such part.</summary>
    internal ReadOnlySpan<char> Remove(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        var rewriter = new TextRewriter(text, origins);
        for (var at = 0; at < text.Length;)
        {
            var found = text[at..].IndexOfAny(_anyPart);
            if (found < 0)
            {
                break;
            }

            at += found;
            var end = at + LengthAt(text[at..]);
            rewriter.Remove(at, end, LeftOutRules.AutomaticReply, " . ");
            at = end;
        }

        return rewriter.Finish();
    }

    private int LengthAt(ReadOnlySpan<char> text)
    {
        foreach (var part in _parts)
        {
            if (text.StartsWith(part, StringComparison.OrdinalIgnoreCase))
            {
                return part.Length;
            }
        }

        return 1;
    }

    private static bool IsLong(string part) => part.AsSpan().ContainsAnyInRange('\u1100', '\uFFFC')
        ? part.Length >= FewestWideCharacters
        : part.Length >= FewestCharacters && part.Contains(' ', StringComparison.Ordinal);
}
