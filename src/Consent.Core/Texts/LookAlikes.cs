namespace Consent.Core.Texts;

/// <summary>Cyrillic, Greek and Cherokee letters that look Latin, in words that mix scripts or hold only such letters.</summary>
internal static class LookAlikes
{
    // Alike in both cases or in capitals: one Latin letter for both, so that the case of a Greek word makes no difference.
    private const string Foreign =
        "аАвВсСԁԀеЕһҺнНіІјЈкКӏӀмМоОрРԛԚѕЅтТѵѴԝԜхХуУүҮ" + "αΑβΒεΕζΖηΗιΙκΚμΜνΝοΟρΡτΤυΥχΧ"
        + "ᎠᎡᎢᎪᎫᎬᎳᎷᎻᎽᎾᏀᏃᏌᏏᏒᏔᏕᏙᏚᏞᏟᏢᏦᏴᏳᎩ";

    private const string Latin =
        "aAbBcCdDeEhHhHiIjJkKlLmMoOpPqQsStTvVwWxXyYyY" + "aAbBeEzZhHiIkKmMnNoOpPtTyYxX"
        + "DRTAJEWMHYOGZUBRWSVSLCPKBGY";

    // Small letters that look like another one than their capitals. A wholly Greek word is not read by them.
    private const string ForeignInMixedWord = "νυηγσςω";
    private const string LatinInMixedWord = "vunyosw";

    private const char FirstForeign = '\u0370';
    private const char LastForeign = '\u052F';
    private const char FirstCherokee = '\u13A0';
    private const char LastCherokee = '\u13FF';

    [Flags]
    private enum Script
    {
        None = 0,
        Latin = 1,
        Greek = 2,
        Cyrillic = 4,
        Cherokee = 8,
        Other = 16,
    }

    /// <summary>Folds in place. Accents must be gone.</summary>
    internal static void Fold(Span<char> text)
    {
        while (!text.IsEmpty)
        {
            var length = 0;
            while (length < text.Length && char.IsLetter(text[length]))
            {
                length++;
            }

            FoldWord(text[..length]);
            text = text[Math.Min(length + 1, text.Length)..];
        }
    }

    private static void FoldWord(Span<char> word)
    {
        if (!word.ContainsAnyInRange(FirstForeign, LastForeign) && !word.ContainsAnyInRange(FirstCherokee, LastCherokee))
        {
            return;
        }

        var scripts = Script.None;
        var onlyLookAlikes = true;
        foreach (var letter in word)
        {
            scripts |= ScriptOf(letter);
            onlyLookAlikes = onlyLookAlikes && Foreign.Contains(letter, StringComparison.Ordinal);
        }

        var mixed = (scripts & (scripts - 1)) != 0;
        if (!mixed && !onlyLookAlikes)
        {
            return;
        }

        foreach (ref var letter in word)
        {
            letter = mixed && TryFold(letter, ForeignInMixedWord, LatinInMixedWord, out var small) ? small
                : TryFold(letter, Foreign, Latin, out var folded) ? folded
                : letter;
        }
    }

    private static bool TryFold(char letter, string from, string to, out char folded)
    {
        var at = from.IndexOf(letter, StringComparison.Ordinal);
        folded = at < 0 ? letter : to[at];
        return at >= 0;
    }

    private static Script ScriptOf(char letter) => letter switch
    {
        < '\u0250' => Script.Latin,
        >= '\u0370' and <= '\u03FF' => Script.Greek,
        >= '\u0400' and <= '\u052F' => Script.Cyrillic,
        >= FirstCherokee and <= LastCherokee => Script.Cherokee,
        _ => Script.Other,
    };
}
