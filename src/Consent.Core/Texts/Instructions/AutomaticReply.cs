using System.Collections.Frozen;

namespace Consent.Core.Texts.Instructions;

/// <summary>What a business says that was told to stop: "you are unsubscribed and will receive no more messages".</summary>
internal static class AutomaticReply
{
    private const int MaxWords = 4;

    // Words in a row, without accents, by their first; the sentence goes on to its end.
    private static readonly FrozenDictionary<string, string[][]>.AlternateLookup<ReadOnlySpan<char>> Beginnings = new[]
        {
            "vous etes desabonne", "vous etes desabonnee", "vous etes desinscrit", "vous etes toujours desabonne", "vous avez ete desabonne",
            "vous avez ete desinscrit", "vous avez ete retire", "vous ne recevrez plus", "vous etes bien desabonne",
            "vous etes maintenant desabonne", "votre desabonnement", "votre desinscription",
            "se ha dado de baja", "ha sido dado de baja", "has sido dado de baja", "te has dado de baja", "usted ha sido dado",
            "sigue dado de baja", "ha sido eliminado", "no recibira mas", "no recibiras mas", "ya no recibira", "ya no recibiras",
            "su suscripcion ha sido", "tu suscripcion ha sido", "ha cancelado su", "has cancelado tu",
            "sua inscricao foi", "sua inscricao continua", "sua inscricao esta", "voce nao recebera", "nao recebera mais", "voce foi",
            "sie sind abgemeldet", "sie sind weiterhin", "sie sind jetzt abgemeldet", "sie wurden abgemeldet", "du bist abgemeldet",
            "du wurdest abgemeldet", "sie erhalten keine", "du erhaltst keine",
            "la sua iscrizione e", "non ricevera piu", "non riceverai piu", "ou dezabone", "ou toujou dezabone",
            "hindi na po kayo", "hindi pa rin po", "quy khach đa huy", "quy khach van đang", "ваша подписка", "вы отписаны",
            "вы больше не", "您已退订", "您仍处于退订状态", "تم إلغاء اشتراككم", "ما زال اشتراككم", "수신이 거부되어",
            "no more messages will", "no further messages will", "no more texts will", "no further texts will", "we will no longer",
            "we wont text you", "we will not text you", "we will stop", "you wont receive", "you wont get",
        }
        .Select(words => words.Split(' '))
        .ToLookup(words => words[0])
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Gets the words with which such sentences begin, in small letters.</summary>
    internal static IEnumerable<string> FirstWords => [.. Beginnings.Dictionary.Keys, "you", "youre", "youve", "youll"];

    /// <summary>The end of the sentence of an automatic reply that begins at a position; negative where none does.</summary>
    internal static int EndAt(in Parts parts, int at)
    {
        if (!parts.Is(at, Role.Begins) || !(IsBeginning(parts, at) || SaysDone(parts, at)))
        {
            return -1;
        }

        while (!parts.Is(at, Role.Break))
        {
            at++;
        }

        return at;
    }

    private static bool IsBeginning(in Parts parts, int at)
    {
        if (!Beginnings.TryGetValue(parts.TextOf(at), out var all))
        {
            return false;
        }

        foreach (var words in all)
        {
            var count = 0;
            while (count < words.Length && parts.IsText(at + count, words[count]))
            {
                count++;
            }

            if (count == words.Length)
            {
                return true;
            }
        }

        return false;
    }

    // "you have been removed", "you will receive no more"; not "have you removed me" or "if you removed it".
    private static bool SaysDone(in Parts parts, int at)
    {
        var joined = parts.IsText(at, "youre") || parts.IsText(at, "youve") || parts.IsText(at, "youll");
        if ((!joined && !parts.IsText(at, "you")) || parts.Is(at - 1, Role.Asks | Role.Aux | Role.Complains))
        {
            return false;
        }

        var (been, will) = (joined, parts.IsText(at, "youll"));
        var i = at + 1;
        for (; i <= at + MaxWords; i++)
        {
            if (parts.IsText(i, "will"))
            {
                will = true;
            }
            else if (!IsAuxiliary(parts, i))
            {
                break;
            }

            been |= parts.IsText(i, "are") || parts.IsText(i, "been") || parts.IsText(i, "were") || parts.IsText(i, "be")
                || (parts.IsText(i, "have") && !parts.IsText(i + 1, "removed"));
        }

        return will ? IsDenied(parts, i) : been && parts.Is(i, Role.Done) && !parts.Is(i + 1, Role.Own);
    }

    private static bool IsAuxiliary(in Parts parts, int at) =>
        parts.IsText(at, "are") || parts.IsText(at, "have") || parts.IsText(at, "were") || parts.IsText(at, "been")
        || parts.IsText(at, "now") || parts.IsText(at, "successfully") || parts.IsText(at, "already") || parts.IsText(at, "also")
        || parts.IsText(at, "still") || parts.IsText(at, "be") || parts.IsText(at, "just");

    // no longer receive, not receive any, receive no more
    private static bool IsDenied(in Parts parts, int at)
    {
        var (denies, receives) = (false, false);
        for (var i = at; i < at + MaxWords; i++)
        {
            denies |= parts.IsText(i, "no") || parts.IsText(i, "not") || parts.IsText(i, "never");
            receives |= parts.IsText(i, "receive") || parts.IsText(i, "get") || parts.IsText(i, "be");
        }

        return denies && receives;
    }
}
