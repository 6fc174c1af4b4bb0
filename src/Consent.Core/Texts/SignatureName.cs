using System.Text;
using Consent.Core.Texts.Sentences;

namespace Consent.Core.Texts;

/// <summary>The names by which a person or a household signs: "John Smith", "john smith", "John and Mary", 王伟.</summary>
internal static class SignatureName
{
    private const int MaxWords = 3;
    private const int LongestEastAsian = 4;

    /// <summary>Whether a line is a name, which a business's name is too.</summary>
    internal static bool IsAt(ReadOnlySpan<char> core, CompiledKeywords keywords) =>
        Read(core, keywords) is { IsName: true };

    /// <summary>Whether words behind a text, on its line, are a person's name; less is taken for one there.</summary>
    internal static bool IsPerson(ReadOnlySpan<char> core, bool dash, CompiledKeywords keywords) =>
        Read(core, keywords) is { IsName: true } name && (name.Given || name.Script || (dash && name.Words > 1 && name.Unknown));

    /// <summary>Whether a line is a person's full name.</summary>
    internal static bool IsFull(ReadOnlySpan<char> core, CompiledKeywords keywords) =>
        Read(core, keywords) is { IsName: true, Given: true, Words: > 1 };

    /// <summary>Whether a line may be a name: two or three words in small letters that no rule knows.</summary>
    internal static bool MayBe(ReadOnlySpan<char> core, CompiledKeywords keywords) =>
        Read(core, keywords) is { IsName: false, Unknown: true, Words: > 1 };

    private static Name Read(ReadOnlySpan<char> core, CompiledKeywords keywords)
    {
        var (words, others, capitals, given, known, script) = (0, 0, true, false, false, false);
        var rest = core;
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOfAny(' ', '\t');
            var word = end < 0 ? rest : rest[..end];
            rest = rest[word.Length..].TrimStart();
            if (words > 0 && !rest.IsEmpty && IsJoint(word))
            {
                continue;
            }

            word = TrimmedText.Of(word);
            if (word.IsEmpty || ++words > MaxWords || keywords.Find(word).Kind != InboundKind.None)
            {
                return default;
            }

            var found = WordOf(word);
            given |= words == 1 && found == Word.GivenName && !IsMonth(word);
            script |= words == 1 && IsOfOtherScript(core, word);
            others += found == Word.Other ? 1 : 0;
            known |= found is not (Word.Other or Word.GivenName);
            capitals &= StartsWithCapital(word);
            if (words == 1 && (found is Word.Period or Word.Today or Word.Timing || (rest.IsEmpty && IsObject(word))))
            {
                return default;
            }
        }

        // In small letters "john smith" is a name; "haircut" may be what is to end.
        var isName = words > 0 && (capitals || script || (given && !known && others <= 1));
        return new Name(isName, words, given, script, !known);
    }

    private static bool IsJoint(ReadOnlySpan<char> word)
    {
        foreach (var joint in SignatureWords.Joints)
        {
            if (word.Equals(joint, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfOtherScript(ReadOnlySpan<char> core, ReadOnlySpan<char> first)
    {
        if (first[0] < '\u0600')
        {
            return false;
        }

        var letters = 0;
        foreach (var c in core)
        {
            letters += c == ' ' ? 0 : 1;
        }

        return SignatureWords.ArabicNames.Contains(first)
            || (letters is > 1 and <= LongestEastAsian && SignatureWords.FamilyNames.Contains(first[0]));
    }

    private static Word WordOf(ReadOnlySpan<char> word)
    {
        Span<char> form = stackalloc char[Vocabulary.LongestForm];
        var length = 0;
        foreach (var c in word)
        {
            if (c is '\'' or '’')
            {
                continue;
            }

            if (!char.IsLetter(c) && c != '.')
            {
                return Word.Digits;
            }

            if (length == form.Length)
            {
                return Word.Other;
            }

            form[length++] = char.ToLowerInvariant(c);
        }

        return Vocabulary.Find(form[..length]);
    }

    private static bool IsObject(ReadOnlySpan<char> word)
    {
        foreach (var thing in SignatureWords.Objects)
        {
            if (word.Equals(thing, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMonth(ReadOnlySpan<char> word) =>
        word.Equals("april", StringComparison.OrdinalIgnoreCase) || word.Equals("june", StringComparison.OrdinalIgnoreCase);

    private static bool StartsWithCapital(ReadOnlySpan<char> word)
    {
        Rune.DecodeFromUtf16(word, out var first, out _);
        return Rune.IsUpper(first);
    }

    private readonly record struct Name(bool IsName, int Words, bool Given, bool Script, bool Unknown);
}
