using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Consent.Core.Texts.Quoting;

/// <summary>The words that phones put before the text that a customer reacted to, in the phone's own language.</summary>
internal static class ReactionWords
{
    private const int MaxLength = 48;
    private const char Emoji = '#';

    // In small letters without accents and apostrophes; # is an emoji.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Whole = string.Join(
        '|',
        "liked|loved|disliked|laughed at|emphasized|emphasised|questioned|hearted|# to|# for|reacted # to|reacted with # to",
        "le gusta|le gusto|le encanta|le encanto|me gusta|me gusto|me encanta|me encanto|no le gusta|no le gusto|no me gusta",
        "le ha gustado|le ha encantado|no le ha gustado|le dio risa|le hizo gracia|le da risa|se rio de|se ha reido de",
        "enfatizo|destaco|resalto|ha enfatizado|ha destacado|pregunto|pregunto sobre|cuestiono|ha cuestionado|# a|# para",
        "reacciono con # a|reacciono # a|ha reaccionado con # a|indico que le gusta|indico que le encanta",
        "a aime|aime|a adore|adore|na pas aime|naime pas|a ri de|a ri a|rit de|a ete amuse par|a trouve drole|a souligne|a accentue",
        "a insiste sur|a mis laccent sur|a mis en evidence|a pose une question sur|a remis en question|a mis en doute|a questionne",
        "a interroge|sinterroge sur|a reagi avec # a|a reagi par # a|a reagi # a|# en reponse a",
        "gefallt|gefallt mir|gefiel|gefallt nicht|gefallt mir nicht|liebt|hat|hat mit # auf|lacht uber|hat gelacht uber|betont|betonte",
        "hat betont|hinterfragt|hinterfragte|stellt infrage|hebt hervor|reagierte mit # auf|# zu|# auf|# an|mit # reagiert auf",
        "curtiu|gostou de|gosta de|gostei de|amou|adorou|adora|nao gostou de|nao curtiu|riu de|riu com|achou graca de|enfatizou|destacou",
        "questionou|reagiu com # a|reagiu # a|# em|# ao",
        "mi piace|piace|ha messo mi piace a|ha messo \"mi piace\" a|ha adorato|adora|ha apprezzato|non mi piace|non ha apprezzato",
        "ha riso a|ha riso per|ha riso di|ride di|ha enfatizzato|ha evidenziato|ha messo in dubbio|ha dubbi su|ha reagito con # a|# su",
        "leuk gevonden|vond leuk|vindt leuk|reageerde met # op|# op|da thich|thich|da yeu thich|nagustuhan|gusto|nireact ang # sa",
        "понравилось|нравится|понравилось сообщение|не понравилось|реакция # на|# на",
        "喜欢|喜欢了|赞了|赞|不喜欢|大笑|强调|强调了|质疑|质疑了|喜歡|對|对|좋아함|좋아합니다").Split('|')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    // Reactions that name the emoji in words, and ones taken back.
    private static readonly (string First, string Last)[] Framed =
    [
        ("reacted ", " to"), ("removed ", " from"), ("elimino ", " de"), ("quito ", " de"), ("ha eliminado ", " de"),
        ("ha quitado ", " de"), ("retiro ", " de"), ("a supprime ", " de"), ("a retire ", " de"), ("a enleve ", " de"),
        ("hat ", " von"), ("hat ", " entfernt"), ("entfernte ", " von"), ("removeu ", " de"), ("retirou ", " de"), ("ha rimosso ", " da"),
        ("reacciono ", " a"), ("a reagi ", " a"), ("reagierte ", " auf"), ("reagiu ", " a"), ("ha reagito ", " a"),
    ];

    // Most words before a quote are none of these.
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> First =
        Whole.Set.Select(words => words.Split(' ')[0])
            .Concat(Framed.Select(frame => frame.First.TrimEnd(' ')))
            .Select(words => words.Split(' ')[0])
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] VerbsBelow =
        ["reagiert", "markiert", "entfernt", "hervorgehoben", "betont", "hinterfragt", "gelacht", "geliebt"];

    /// <summary>Whether the words before a quote are those of a reaction.</summary>
    internal static bool Are(ReadOnlySpan<char> words)
    {
        Span<char> key = stackalloc char[MaxLength];
        if (!TryWriteKey(words, key, out var length))
        {
            return false;
        }

        key = key[..length];
        if (Whole.Contains(key))
        {
            return true;
        }

        foreach (var (first, last) in Framed)
        {
            if (key.Length >= first.Length + last.Length - 1 && key.StartsWith(first) && key.EndsWith(last))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the words below a quote end with the verb of a reaction.</summary>
    internal static bool EndWithVerb(ReadOnlySpan<char> words)
    {
        words = words.Trim();
        foreach (var verb in VerbsBelow)
        {
            if (words.Length <= MaxLength && words.EndsWith(verb, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryWriteKey(ReadOnlySpan<char> words, Span<char> key, out int length)
    {
        length = 0;
        var isFirst = true;
        foreach (var rune in words.EnumerateRunes())
        {
            var c = KeyOf(rune);
            if (c == default || (c is ' ' or Emoji && (length == 0 ? c == ' ' : key[length - 1] == c)))
            {
                continue;
            }

            if (length == key.Length || (c == ' ' && isFirst && !First.Contains(key[..length])))
            {
                return false;
            }

            isFirst &= c != ' ';
            key[length++] = c;
        }

        length = key[..length].TrimEnd(' ').Length;
        return length > 0;
    }

    private static char KeyOf(Rune rune)
    {
        if (Rune.IsWhiteSpace(rune))
        {
            return ' ';
        }

        if (Rune.IsLetter(rune))
        {
            return rune.IsBmp ? WithoutAccent((char)Characters.FoldCase(rune).Value) : 'x';
        }

        if (rune.Value is '\'' or '’' || Characters.IsMark(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
        {
            return default;
        }

        return QuoteMarks.IsMark(rune) ? '"' : !rune.IsAscii && !Rune.IsPunctuation(rune) ? Emoji : (char)Math.Min(rune.Value, 0x7F);
    }

    private static char WithoutAccent(char c)
    {
        const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýảạăĩọớờợđ";
        const string Plain = "aaaaaaceeeeiiiinooooouuuuyaaaiooood";
        var at = c < '\u0080' ? -1 : Accented.IndexOf(c, StringComparison.Ordinal);
        return at < 0 ? c : Plain[at];
    }
}
