namespace Consent.Core.Texts.Languages;

/// <summary>Words in a row, as a language's file names them.</summary>
/// <remarks>
/// Written as classes of words (a/b), one after the other: <c>a?</c> may be missing; <c>!a</c> and <c>=a</c> look at the next
/// word and take none; a full stop is the end of a clause, and <c>^</c> in front the
/// start of one. Loose words are skipped before each. Nothing is tried twice.
/// </remarks>
internal sealed class LanguagePhrase
{
    private const string StartOfClause = "^ ";

    private readonly Part[] _parts;

    internal LanguagePhrase(string pattern, InboundKind kind, Withdrawal withdrawal, Func<string, ulong> classes)
    {
        Kind = kind;
        Withdrawal = withdrawal;
        StartsClause = pattern.StartsWith(StartOfClause, StringComparison.Ordinal);
        pattern = StartsClause ? pattern[StartOfClause.Length..] : pattern;
        _parts = [.. pattern.Split(' ').Select(part => Parse(part, classes))];
        if (_parts[0].Kind != PartKind.One)
        {
            throw new ArgumentException($"A phrase starts with a word: {pattern}", nameof(pattern));
        }
    }

    private enum PartKind
    {
        One,
        Optional,
        Next,
        NotNext,
    }

    internal InboundKind Kind { get; }

    internal Withdrawal Withdrawal { get; }

    internal bool StartsClause { get; }

    internal ulong First => _parts[0].Classes;

    /// <summary>Whether the phrase is at a position, where its first word is known to be.</summary>
    internal bool Matches(ref ClassifiedWords words, int at, out int end)
    {
        end = at + 1;
        foreach (var part in _parts.AsSpan(1))
        {
            var next = words.SkipLoose(end, part.Classes);
            var contains = (words[next] & part.Classes) != 0;
            switch (part.Kind)
            {
                case PartKind.One when contains:
                case PartKind.Optional when contains:
                    end = next + 1;
                    break;
                case PartKind.One:
                case PartKind.Next when !contains:
                case PartKind.NotNext when contains:
                    return false;
            }
        }

        return true;
    }

    private static Part Parse(string part, Func<string, ulong> classes) => part switch
    {
        [.. var names, '?'] => new Part(PartKind.Optional, classes(names)),
        ['!', .. var names] => new Part(PartKind.NotNext, classes(names)),
        ['=', .. var names] => new Part(PartKind.Next, classes(names)),
        _ => new Part(PartKind.One, classes(part)),
    };

    private readonly record struct Part(PartKind Kind, ulong Classes);
}

/// <summary>What takes a phrase back.</summary>
internal enum Withdrawal
{
    /// <summary>A negation before it, or the question why, but not both.</summary>
    ByNegation,

    /// <summary>The question why before it: it has its own negation.</summary>
    ByQuestion,
}
