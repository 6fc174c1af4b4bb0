using System.Collections.Frozen;
using Consent.Core.Texts.Languages;

namespace Consent.Core.Texts.Sentences;

/// <summary>The word that each written form is to the rules.</summary>
internal static class Vocabulary
{
    /// <summary>No longer word is in the vocabulary.</summary>
    internal const int LongestForm = 20;

    private const char LastLatin1 = '\u00FF';

    private static readonly Dictionary<string, Word> OfRules =
        new[]
            {
                EnglishWords.Ending, EnglishWords.Sending, EnglishWords.Small, EnglishWords.AroundKeyword, EnglishWords.Reasons,
                OtherActs.All, GivenNames.All,
            }
            .SelectMany(words => words)
            .SelectMany(entry => entry.Forms.Split(' '), (entry, form) => KeyValuePair.Create(form, entry.Word))
            .ToDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, Word>.AlternateLookup<ReadOnlySpan<char>> Forms =
        ForeignText.Signs
            .Where(sign => !OfRules.ContainsKey(sign))
            .Select(sign => KeyValuePair.Create(sign, Word.Foreign))
            .Concat(OfRules)
            .ToFrozenDictionary(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Every written form.</summary>
    internal static IEnumerable<string> AllForms => Forms.Dictionary.Keys;

    /// <summary>Finds a word in small letters, whose stretched letters are written three times.</summary>
    internal static Word Find(Span<char> form)
    {
        if (form.Length > LongestForm)
        {
            return ForeignOrOther(form);
        }

        // Stars may be letters (f***) or stress (stop**).
        if (Forms.TryGetValue(form, out var word) || (form is [.., '*'] && Forms.TryGetValue(form.TrimEnd('*'), out word)))
        {
            return word;
        }

        return TryUnstretch(ref form) && Forms.TryGetValue(form, out word) ? word
            : MisspelledKeyword.IsOfUnsubscribe(form) ? Word.Unsubscribe
            : MisspelledKeyword.IsOfTexting(form) ? Word.Texting
            : ForeignOrOther(form);
    }

    private static Word ForeignOrOther(ReadOnlySpan<char> form) =>
        form.ContainsAnyExceptInRange('\0', LastLatin1) ? Word.Foreign : Word.Other;

    private static bool TryUnstretch(ref Span<char> form)
    {
        var length = 0;
        for (var i = 0; i < form.Length; i++)
        {
            if (i + 2 < form.Length && form[i] == form[i + 1] && form[i] == form[i + 2])
            {
                i += 2;
            }

            form[length++] = form[i];
        }

        var stretched = length < form.Length;
        form = form[..length];
        return stretched;
    }
}
