namespace Consent.Core.Texts.Sentences;

/// <summary>Slips of STOP and UNSUBSCRIBE: a letter off, swapped, doubled or stretched, or a digit that looks like one.</summary>
internal static class MisspelledKeyword
{
    private const string Stop = "stop";
    private const string Unsubscribe = "unsubscribe";

    // English words one letter off STOP.
    private static readonly string[] Words =
    [
        "shop", "slop", "step", "stow", "atop", "swop", "stot", "stob", "stoop", "stomp", "strop", "stoup", "stops", "stope",
        "estop", "top", "sop",
    ];

    /// <summary>The keyword that a word is a slip of.</summary>
    internal static string? Of(ReadOnlySpan<char> word)
    {
        Span<char> letters = stackalloc char[Unsubscribe.Length * 2];
        if (!TryRead(word, letters, out var length))
        {
            return null;
        }

        letters = letters[..length];
        return (IsOf(Stop, letters) && !IsWord(letters)) || letters is "stahp" or "stawp" ? Stop
            : IsOfUnsubscribe(letters) ? Unsubscribe
            : null;
    }

    internal static bool IsOfUnsubscribe(ReadOnlySpan<char> letters) =>
        letters.Length >= Unsubscribe.Length - 1
        && letters is not (['u', 'n', 's', 'u', 'b', 's', 'c', 'r', 'i', 'b', 'e', 'd' or 's' or 'r'])
        && IsOf(Unsubscribe, letters);

    /// <summary>Whether a word is a slip of TEXTING or MESSAGING; that of MESSAGE is not told from other words.</summary>
    internal static bool IsOfTexting(ReadOnlySpan<char> letters) =>
        letters switch
        {
            ['t', ..] => letters.Length is > 5 and < 9 && letters.Contains('x') && IsOf("texting", letters),
            ['m', ..] => letters.Length is > 7 and < 11 && IsOf("messaging", letters),
            _ => false,
        };

    private static bool IsOf(string keyword, ReadOnlySpan<char> letters) =>
        IsDoubled(keyword, letters) || IsOneOff(keyword, letters);

    private static bool IsWord(ReadOnlySpan<char> letters)
    {
        foreach (var word in Words)
        {
            if (letters.SequenceEqual(word))
            {
                return true;
            }
        }

        return false;
    }

    // A letter that is stretched beyond the third time is written three times.
    private static bool TryRead(ReadOnlySpan<char> word, Span<char> letters, out int length)
    {
        length = 0;
        foreach (var c in word)
        {
            var letter = LetterOf(c);
            if (length > 2 && letters[length - 1] == letter && letters[length - 2] == letter && letters[length - 3] == letter)
            {
                continue;
            }

            if (!char.IsAsciiLetterLower(letter) || length == letters.Length)
            {
                return false;
            }

            letters[length++] = letter;
        }

        return true;
    }

    private static char LetterOf(char c) => c switch
    {
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '5' or '$' => 's',
        '7' => 't',
        _ => char.ToLowerInvariant(c),
    };

    private static bool IsDoubled(string keyword, ReadOnlySpan<char> letters)
    {
        var at = 0;
        foreach (var letter in letters)
        {
            if (at < keyword.Length && keyword[at] == letter)
            {
                at++;
            }
            else if (at == 0 || keyword[at - 1] != letter)
            {
                return false;
            }
        }

        return at == keyword.Length;
    }

    private static bool IsOneOff(string keyword, ReadOnlySpan<char> letters)
    {
        var same = letters.CommonPrefixLength(keyword);
        var rest = letters[same..];
        var expected = keyword.AsSpan(same);
        return (letters.Length - keyword.Length) switch
        {
            0 => rest.Length > 0 && (rest[1..].SequenceEqual(expected[1..]) || IsSwapped(rest, expected)),
            1 => rest[1..].SequenceEqual(expected),
            -1 => rest.SequenceEqual(expected[1..]),
            _ => false,
        };
    }

    private static bool IsSwapped(ReadOnlySpan<char> rest, ReadOnlySpan<char> expected) =>
        rest.Length > 1 && rest[0] == expected[1] && rest[1] == expected[0] && rest[2..].SequenceEqual(expected[2..]);
}
