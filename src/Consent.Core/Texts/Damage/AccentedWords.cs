namespace Consent.Core.Texts.Damage;

/// <summary>Words by which texts end, in languages that write accents.</summary>
internal static class AccentedWords
{
    private static readonly string[][] ByLength = Sort(string.Join(
        ' ',
        "arrêt arrêter arrêtez arrête désabonner désabonnez désabonnement désabonné désinscrire désinscrivez désinscription",
        "résilier résiliez écrire écrivez répondez numéro intéressé intéressée contactés",
        "más envíe envíen envíes envíeme mándeme escríbame quítenme quíteme quítame déjeme déjenme déjame número interés",
        "suscripción cancelación remuévame remuévanme bórreme bórrenme bórrame elimíneme elimínenme elimíname atención",
        "não número subscrição inscrição cancelação",
        "aufhören kündigen kündigung löschen möchte für",
        "più")
        .Split(' '));

    /// <summary>The word that a word is when its unclear characters are accented letters.</summary>
    internal static string? Find(ReadOnlySpan<char> word)
    {
        if (word.Length >= ByLength.Length)
        {
            return null;
        }

        foreach (var accented in ByLength[word.Length])
        {
            if (Is(word, accented))
            {
                return accented;
            }
        }

        return null;
    }

    private static string[][] Sort(string[] words)
    {
        var byLength = words.Distinct().ToLookup(word => word.Length);
        return [.. Enumerable.Range(0, words.Max(word => word.Length) + 1).Select(length => byLength[length].ToArray())];
    }

    private static bool Is(ReadOnlySpan<char> word, string accented)
    {
        for (var i = 0; i < word.Length; i++)
        {
            var same = char.IsLetter(word[i])
                ? char.ToLowerInvariant(word[i]) == accented[i]
                : accented[i] >= '\u0080';
            if (!same)
            {
                return false;
            }
        }

        return true;
    }
}
