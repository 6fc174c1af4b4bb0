using System.Globalization;
using System.Text;

namespace Consent.Core.Texts.Sentences;

/// <summary>Messages of a single word or sign that is no keyword, but nearly one.</summary>
internal static class OneWord
{
    private static readonly Rune RaisedHand = new(0x270B);
    private static readonly Rune MiddleFinger = new(0x1F595);

    private static readonly Rune NoEntry = new(0x26D4);
    private static readonly Rune BellWithSlash = new(0x1F515);

    // Words that end, but are no keywords: they may speak of something different.
    private static readonly string[] EndingWords =
    [
        "discontinue", "terminate", "exit", "leave", "cease", "desist", "halt", "dnc", "block", "spam", "scam", "harassment",
        "unfollow", "mute", "delete", "abort", "enough", "deactivate", "disable", "withdraw", "unlist",
    ];

    // Written without the space.
    private static readonly string[] Joined =
    [
        "stoptexting", "stoptextingme", "stoptexts", "stoptext", "stopmessages", "stopmessaging", "stopmessagingme", "stopnow",
        "stopplease", "stoppls", "pleasestop", "plsstop", "stopit", "stopthis", "stopthanks", "stopthankyou", "stopalready",
        "optmeout", "removeme", "unsubscribeme", "leavemealone", "donttextme",
    ];

    internal static Classification Classify(ReadOnlySpan<char> text, CompiledKeywords keywords)
    {
        var core = TrimmedText.Of(text);
        if (core.IsEmpty)
        {
            return OneSign(text);
        }

        if (core.Contains(' '))
        {
            return Classification.None;
        }

        // A dollar sign is no part of the core, but may be meant for the first letter.
        var before = text[..^TrimmedText.TrimStart(text).Length];
        if (MisspelledKeyword.Of(core) is not null
            || (before is [.., '$'] && MisspelledKeyword.Of(text.Slice(before.Length - 1, core.Length + 1)) is not null))
        {
            return new Classification(InboundKind.OptOut, Rules.Slip);
        }

        if (IsOneOf(core, Joined))
        {
            return new Classification(InboundKind.OptOut, Rules.Slip);
        }

        if (IsOneOf(core, EndingWords))
        {
            return new Classification(InboundKind.PossibleOptOut, Rules.EndingWord);
        }

        var letters = core.TrimEnd("0123456789");
        return letters.Length < core.Length && keywords.Find(letters).Kind == InboundKind.OptOut
            ? new Classification(InboundKind.PossibleOptOut, Rules.KeywordAndNumber)
            : Classification.None;
    }

    private static bool IsOneOf(ReadOnlySpan<char> core, string[] words)
    {
        foreach (var word in words)
        {
            if (core.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static Classification OneSign(ReadOnlySpan<char> text)
    {
        Rune? sign = null;
        foreach (var rune in text.EnumerateRunes())
        {
            // Skin tones are modifiers.
            if (Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune)
                || Rune.GetUnicodeCategory(rune) == UnicodeCategory.ModifierSymbol)
            {
                continue;
            }

            if (WholeMessage.IsOptOutSign(rune))
            {
                continue;
            }

            // Several middle fingers are one; several hands may clap.
            if (sign is not null && (sign != rune || sign == RaisedHand))
            {
                return Classification.None;
            }

            sign = rune;
        }

        return sign == RaisedHand || sign == NoEntry ? new Classification(InboundKind.PossibleOptOut, Rules.RaisedHand)
            : sign == BellWithSlash ? new Classification(InboundKind.PossibleOptOut, Rules.Muted)
            : sign == MiddleFinger ? new Classification(InboundKind.PossibleOptOut, Rules.Abuse)
            : Classification.None;
    }
}
