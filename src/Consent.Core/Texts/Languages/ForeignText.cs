using System.Buffers;
using System.Numerics;

namespace Consent.Core.Texts.Languages;

/// <summary>Classifies a sentence in a language other than English. It can opt out, never in.</summary>
internal static class ForeignText
{
    private const int StackLimit = 192;

    // English words too, which show no other language.
    private static readonly HashSet<string> English =
    [
        .. ("ban base bat bay bis boa bon cam can cancel car com con dal dam damen data del dem den der des "
            + "die dir dos email entre era error favor fiche fine fini fur gab gui gusto hast hay hello hen hong "
            + "hoy hung info kang kite lac lam lang lap lien lis list long lot luc maam mail mal mam mane mess "
            + "message messages mia mien mio moco move nag namen nan nay non nos nova number pace pale pang pap "
            + "per ping pong prima quit quite ray remove rut salve sang sans sean send sera shop sic sir solo "
            + "sou stare stop sue sum sun tag tai tam tama tan tao ten text texting texts thank the them tin tine "
            + "tout tue una uno via vie von wag will wrong yen you zero").Split(' '),
    ];

    private static readonly CompiledLanguage[] Languages =
    [
        .. new[]
        {
            Spanish.Language, French.Language, Portuguese.Language, German.Language, Italian.Language, Chinese.Language,
            Korean.Language, Vietnamese.Language, Arabic.Language, Russian.Language, Tagalog.Language, HaitianCreole.Language,
        }.Select(language => new CompiledLanguage(language)),
    ];

    private static readonly LanguageForms Forms = new(Languages.SelectMany(language => language.Forms));

    private static readonly uint[] LanguagesOfForms = NumberForms();

    /// <summary>Words by which a text in Latin letters shows that it may be in one of these languages.</summary>
    internal static IEnumerable<string> Signs => Languages
        .SelectMany(language => language.Forms.Where(language.IsSign))
        .SelectMany(form => form.Split(' '))
        .Where(word => word.All(char.IsAsciiLetter) && !English.Contains(word))
        .Distinct();

    internal static LanguageMatch Classify(ReadOnlySpan<char> text, out int steps)
    {
        steps = 0;
        if (text.Length <= StackLimit)
        {
            return Classify(text, stackalloc LanguageToken[StackLimit], ref steps);
        }

        var rented = ArrayPool<LanguageToken>.Shared.Rent(text.Length);
        try
        {
            return Classify(text, rented, ref steps);
        }
        finally
        {
            ArrayPool<LanguageToken>.Shared.Return(rented);
        }
    }

    private static LanguageMatch Classify(ReadOnlySpan<char> text, Span<LanguageToken> tokens, ref int steps)
    {
        tokens = tokens[..LanguageReader.Read(text, Forms, tokens)];
        var languages = 0U;
        foreach (var token in tokens)
        {
            languages |= LanguagesOfForms[token.Form];
        }

        var found = new LanguageMatch(InboundKind.None, "", 0, 0, null);
        for (; languages != 0 && found.Kind != InboundKind.OptOut; languages &= languages - 1)
        {
            var match = Languages[BitOperations.TrailingZeroCount(languages)].Classify(tokens, ref steps);
            if (match.Kind == InboundKind.OptOut || found.Kind == InboundKind.None)
            {
                found = match.Kind != InboundKind.None || found.TakenBackBy is null ? match : found;
            }
        }

        return found;
    }

    private static uint[] NumberForms()
    {
        var languages = new uint[Forms.Count];
        for (var i = 0; i < Languages.Length; i++)
        {
            Languages[i].Number(Forms);
            foreach (var form in Languages[i].Forms.Where(Languages[i].IsSign))
            {
                languages[Forms.Find(form)] |= 1U << i;
            }
        }

        return languages;
    }
}
