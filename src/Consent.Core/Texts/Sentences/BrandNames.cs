namespace Consent.Core.Texts.Sentences;

/// <summary>How customers write a business's names, to be found among a text's words. Immutable.</summary>
internal sealed class BrandNames
{
    private const int MaxLength = 40;
    private const int MinFirstWord = 4;
    private const int AnyOtherLetter = 31;

    private static readonly HashSet<string> LegalForms = new(StringComparer.Ordinal)
    {
        "inc", "llc", "ltd", "limited", "co", "corp", "corporation", "company", "pllc", "pc", "lp", "llp", "plc", "gmbh", "sa",
        "sas", "sl", "lda", "ltda",
    };

    // Names begin with these too often to tell one business from another.
    private static readonly HashSet<string> OrdinaryWords = new(StringComparer.Ordinal)
    {
        "advanced", "affordable", "american", "atlantic", "best", "blue", "california", "central", "city", "classic", "clean",
        "custom", "eagle", "east", "elite", "express", "family", "fast", "florida", "fresh", "golden", "green", "local", "master",
        "metro", "modern", "national", "north", "pacific", "perfect", "precision", "premier", "prime", "pros", "quality", "quick",
        "rapid", "reliable", "rock", "royal", "smart", "south", "star", "summit", "super", "superior", "texas", "total", "town",
        "united", "valley", "west",
    };

    private readonly string[] _names;
    private readonly uint _firstLetters;

    private BrandNames(string[] names)
    {
        _names = names;
        foreach (var name in names)
        {
            _firstLetters |= BitOf(name[0]);
        }
    }

    /// <summary>Takes a business's names; null where no text can be told to hold one.</summary>
    internal static BrandNames? Of(IEnumerable<string> names)
    {
        // The longest first: "Acme Plumbing" before "Acme".
        string[] written = [.. names.SelectMany(Writings).Distinct().OrderByDescending(name => name.Length)];
        return written.Length == 0 ? null : new BrandNames(written);
    }

    /// <summary>Makes one word of each name among a text's words, and returns how many words it has then.</summary>
    internal int Mark(ReadOnlySpan<char> text, Span<Token> tokens)
    {
        var count = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            var first = BitOf(char.ToLowerInvariant(text[token.Start]));
            if ((_firstLetters & first) != 0 && Find(text, token.Start) is > 0 and var end)
            {
                while (i + 1 < tokens.Length && tokens[i + 1].Start < end)
                {
                    i++;
                }

                token = new Token(Word.Brand, token.Start, (ushort)end);
            }

            tokens[count++] = token;
        }

        return count;
    }

    private int Find(ReadOnlySpan<char> text, int start)
    {
        foreach (var name in _names)
        {
            if (EndOf(name, text, start) is > 0 and var end)
            {
                return end;
            }
        }

        return 0;
    }

    // Spaces and marks make no difference: "A-1 Heating" is "a1 heating". Nor does the possessive: "Acme's".
    private static int EndOf(string name, ReadOnlySpan<char> text, int at)
    {
        foreach (var letter in name)
        {
            while (at < text.Length && !char.IsLetterOrDigit(text[at]) && !Characters.LineBreaks.Contains(text[at]))
            {
                at++;
            }

            if (at == text.Length || char.ToLowerInvariant(text[at]) != letter)
            {
                return 0;
            }

            at++;
        }

        return IsEnd(text, at) ? at
            : IsEnd(text, at + 1) && text[at] is 's' or 'S' ? at + 1
            : IsEnd(text, at + 2) && text[at] is '\'' or '’' && text[at + 1] is 's' or 'S' ? at + 2
            : 0;
    }

    private static bool IsEnd(ReadOnlySpan<char> text, int at) =>
        at == text.Length
        || (at < text.Length && !char.IsLetterOrDigit(text[at])
            && !(text[at] is '\'' or '’' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1])));

    // Who writes "Bob & Sons" may write "Bob and Sons".
    private static IEnumerable<string> Writings(string name) => name.Contains('&')
        ? Written(name).Concat(Written(name.Replace("&", " and ", StringComparison.Ordinal)))
        : Written(name).Concat(Written(name.Replace(" and ", " ", StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Written(string name)
    {
        string[] words =
        [
            .. TextNormalizer.Normalize(name).ToString()
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(word => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant())
                .Where(word => word.Length > 0),
        ];
        var brand = words.AsSpan();
        if (brand is ["the", _, ..])
        {
            brand = brand[1..];
        }

        var whole = brand;
        while (brand.Length > 1 && LegalForms.Contains(brand[^1]))
        {
            brand = brand[..^1];
        }

        List<string> written = [];
        if (brand.Length > 1 || (brand.Length == 1 && !IsWord(brand[0]) && !LegalForms.Contains(brand[0])))
        {
            written.Add(string.Concat(whole));
            written.Add(string.Concat(brand));
        }

        if (brand.Length > 1 && brand[0].Length >= MinFirstWord && !IsWord(brand[0]) && !OrdinaryWords.Contains(brand[0]))
        {
            written.Add(brand[0]);
        }

        return written.Where(name => name.Length is > 1 and <= MaxLength);
    }

    private static bool IsWord(string word) => Vocabulary.Find(word.ToCharArray()) is not (Word.Other or Word.Foreign);

    private static uint BitOf(char letter) => 1u << (letter is >= 'a' and <= 'z' ? letter - 'a' : AnyOtherLetter);
}
