namespace Consent.Core.Texts.Instructions;

/// <summary>A sentence that tells how to stop or to come back: "Reply STOP to unsubscribe", "STOP2END", "BAJA al 24273".</summary>
/// <param name="Start">The position of its first word.</param>
/// <param name="End">The end of its words.</param>
/// <param name="Kind">What its keyword does; none where there is no such sentence.</param>
/// <param name="IsBare">Whether it begins with the keyword.</param>
internal readonly record struct Instruction(int Start, int End, InboundKind Kind, bool IsBare)
{
    private const int MaxWith = 3;
    private const int MaxBefore = 6;
    private const int MaxLinks = 4;
    private const int MaxTail = 24;
    private const int MaxKeywords = 6;

    // Of a number that texts are sent to.
    private const int FewestDigits = 3;

    internal static readonly Instruction None = new(0, 0, InboundKind.None, IsBare: false);

    /// <summary>Gets a value indicating whether it is only where the customer sent the keyword: "I sent STOP" to 24273.</summary>
    public bool IsOfDeed { get; private init; }

    /// <summary>The instruction whose verb, whose link after the keyword or whose joined word is at a position.</summary>
    internal static Instruction Find(in Parts parts, int at, int from)
    {
        var found = parts.Is(at, Role.Verb) ? WithVerb(parts, at) : None;
        if (found.Kind == InboundKind.None && parts.Is(at, Role.PurposeLink | Role.ToNumber | Role.Equal))
        {
            found = WithKeywordFirst(parts, at);
        }

        if (found.Kind == InboundKind.None && parts.Is(at, Role.Joined))
        {
            found = Joined(parts, at);
        }

        if (found.Kind == InboundKind.None || found.Start < from)
        {
            return None;
        }

        return !IsCustomersDeed(parts, found.Start) ? found with { Start = StartOfPurpose(parts, found.Start, from) }
            : parts.Is(at, Role.ToNumber) && parts.DigitsAt(at + 1, out _) > 0 ? found with { Start = at, IsOfDeed = true }
            : None;
    }

    private static Instruction WithVerb(in Parts parts, int verb)
    {
        var at = verb + 1;
        var kind = parts.KeywordAt(at, out var end);
        for (var i = 0; kind == InboundKind.None && i < MaxWith && parts.Is(at, Role.With | Role.Comma); i++)
        {
            kind = parts.KeywordAt(++at, out end);
        }

        if (kind == InboundKind.None || (parts.Is(verb, Role.MayBeNoun) && parts.Is(verb - 1, Role.Determiner)))
        {
            return None;
        }

        end = EndOfKeywords(parts, end, kind);
        if (IsToldAsDone(parts, end))
        {
            return None;
        }

        var tail = EndOfTail(parts, end, isAfterVerb: true);
        return tail > end || (tail == end && (EndsThere(parts, verb, end) || IsAskedAbout(parts, verb)))
            ? new Instruction(verb, tail, kind, IsBare: false)
            : None;
    }

    // "It said reply STOP and I did."
    private static bool IsToldAsDone(in Parts parts, int at)
    {
        for (var i = 0; i < MaxWith && parts.Is(at, Role.Comma | Role.AndOr | Role.Break); i++)
        {
            at++;
        }

        var did = parts.IsText(at + 1, "already") ? at + 2 : at + 1;
        return parts.Is(at, Role.Customer) && parts.IsText(did, "did");
    }

    // "send STOP signs" tells of signs, and "who sent this text stop" is two sentences.
    private static bool EndsThere(in Parts parts, int verb, int end) =>
        (!parts[end].IsWord || parts.Is(end, Role.AndOr | Role.Courtesy) || parts.KeywordAt(end, out _) != InboundKind.None)
        && (!parts.Is(verb, Role.MayBeNoun) || !parts[verb - 1].IsWord
            || parts.Is(verb - 1, Role.Link | Role.Aux | Role.Courtesy | Role.Said | Role.Asks));

    private static Instruction WithKeywordFirst(in Parts parts, int link)
    {
        var isEqual = parts.Is(link, Role.Equal);
        var isNumber = parts.Is(link, Role.ToNumber) && parts.DigitsAt(link + 1, out _) >= FewestDigits;
        if (!isNumber && !HasPurpose(parts, link + 1, isEqual ? 0 : MaxLinks))
        {
            return None;
        }

        var end = EndOfTail(parts, link, isAfterVerb: false);
        if (end <= link)
        {
            return None;
        }

        var kind = parts.KeywordBefore(link, out var start);
        if (kind == InboundKind.None
            || (isEqual && parts.KeywordAt(link + 1, out _) == InboundKind.None)
            || (kind == InboundKind.Help && parts.TextOf(link).Equals("to", StringComparison.OrdinalIgnoreCase)))
        {
            // "I need help to unsubscribe" is no instruction.
            return None;
        }

        return parts.IsText(link - 1, "end") && parts.IsText(link + 1, "end")
            ? None
            : new Instruction(start, end, kind, IsBare: true);
    }

    // STOP2END, STOPSMS
    private static Instruction Joined(in Parts parts, int at)
    {
        var word = parts.TextOf(at);
        if (word.Length > 3 && word.EndsWith("sms", StringComparison.OrdinalIgnoreCase)
            && parts.KeywordOf(word[..^3]) == InboundKind.OptOut)
        {
            return new Instruction(at, Math.Max(at + 1, EndOfTail(parts, at + 1, isAfterVerb: false)), InboundKind.OptOut, IsBare: true);
        }

        var two = word.IndexOf('2');
        if (two <= 0 || two == word.Length - 1)
        {
            return None;
        }

        var kind = parts.KeywordOf(word[..two]);
        return kind != InboundKind.None && parts.KeywordOf(word[(two + 1)..]) != InboundKind.None
            ? new Instruction(at, at + 1, kind, IsBare: true)
            : None;
    }

    // STOP, END or CANCEL
    private static int EndOfKeywords(in Parts parts, int end, InboundKind kind)
    {
        for (var i = 0; i < MaxKeywords; i++)
        {
            var next = end;
            while (parts.Is(next, Role.Comma | Role.AndOr))
            {
                next++;
            }

            if (next == end || parts.KeywordAt(next, out next) != kind)
            {
                break;
            }

            // "..., STOP to end" is an instruction of its own.
            if (parts.Is(next, Role.PurposeLink))
            {
                break;
            }

            end = next;
        }

        return end;
    }

    /// <summary>The end of the number and the purpose after a keyword; negative where the customer speaks of themselves.</summary>
    private static int EndOfTail(in Parts parts, int at, bool isAfterVerb)
    {
        if (parts.Is(at, Role.Comma) && parts.Is(at + 1, Role.PurposeLink) && HasPurpose(parts, at + 2, MaxLinks))
        {
            at++;
        }

        if (parts.Is(at, Role.ToNumber) && parts.DigitsAt(at + 1, out var last) >= FewestDigits)
        {
            at = last;
        }
        else if (isAfterVerb && parts.DigitsAt(at, out last) > FewestDigits)
        {
            at = last;
        }

        if (!parts.Is(at, Role.Link | Role.Equal) && !IsAnyTime(parts, at) && !(parts.Is(at, Role.Purpose) && IsForeign(parts, at)))
        {
            return at;
        }

        // "Reply STOP so I know" goes on with words of another sentence.
        var end = at;
        for (var i = at; i < at + MaxTail; i++)
        {
            if (parts.Is(i, Role.Own))
            {
                return -1;
            }

            var isPurpose = IsPurpose(parts, i);
            if (!isPurpose && !parts.Is(i, Role.Link | Role.Tail) && i > at)
            {
                break;
            }

            end = isPurpose || parts.Is(i, Role.Tail) ? i + 1 : end;
        }

        return end;
    }

    private static bool IsPurpose(in Parts parts, int at) =>
        parts.Is(at, Role.Purpose)
        && (parts.Is(at - 1, Role.Link | Role.Equal) || IsForeign(parts, at) || parts.Is(at, Role.Done)
            || (parts.Is(at - 1, Role.Purpose) && parts.TextOf(at).Equals("out", StringComparison.OrdinalIgnoreCase)));

    private static bool HasPurpose(in Parts parts, int at, int links)
    {
        while (links-- > 0 && parts.Is(at, Role.Link) && !parts.Is(at, Role.Purpose))
        {
            at++;
        }

        return parts.Is(at, Role.Purpose) || parts.KeywordAt(at, out _) == InboundKind.OptOut;
    }

    private static bool IsAnyTime(in Parts parts, int at) =>
        parts.Is(at, Role.Tail) && parts.TextOf(at) is ['a' or 'A', ..];

    private static bool IsForeign(in Parts parts, int at) => parts[at].IsWord && parts.TextOf(at)[0] > '\u0250';

    /// <summary>Whether the customer did it: "I replied STOP to opt out", but not "if I reply STOP to opt out".</summary>
    private static bool IsCustomersDeed(in Parts parts, int start)
    {
        var said = false;
        for (var i = start - 1; i >= start - MaxBefore; i--)
        {
            if (parts.Is(i, Role.Customer) && !parts.IsFollowedBy(i, '-'))
            {
                return !IsAskedBefore(parts, i);
            }

            if (!parts.Is(i, Role.Aux | Role.Said | Role.With))
            {
                // "Sent STOP to 24273", but not "it said STOP to end".
                return said && !parts[i].IsWord;
            }

            said |= parts.Is(i, Role.Said);
        }

        return false;
    }

    private static bool IsAskedAbout(in Parts parts, int verb)
    {
        for (var i = verb - 1; i >= verb - MaxBefore && parts[i].IsWord; i--)
        {
            if (parts.Is(i, Role.Customer))
            {
                return IsAskedBefore(parts, i);
            }
        }

        return false;
    }

    // "How many times do I have to text STOP" asks nothing about it.
    private static bool IsAskedBefore(in Parts parts, int customer)
    {
        var asked = false;
        for (var i = customer - 1; i >= customer - MaxBefore && parts[i].IsWord; i--)
        {
            if (parts.Is(i, Role.Complains))
            {
                return false;
            }

            asked |= parts.Is(i, Role.Asks);
        }

        return asked;
    }

    /// <summary>Where the purpose begins that comes first: "To opt out, reply STOP"; "If you no longer wish to, text STOP".</summary>
    private static int StartOfPurpose(in Parts parts, int start, int from)
    {
        var (first, purpose) = (start, false);
        for (var i = start - 1; i >= from && i >= start - MaxTail; i--)
        {
            if (parts.Is(i, Role.Comma) && i == start - 1)
            {
                continue;
            }

            if (!parts.Is(i, Role.Link | Role.Tail | Role.Purpose) || parts.Is(i, Role.Own))
            {
                break;
            }

            purpose |= parts.Is(i, Role.Purpose | Role.Tail);
            first = parts.Is(i, Role.Link) && purpose && !IsWish(parts, i - 1) ? i : first;
        }

        return first;
    }

    // "I want to opt out, reply STOP" is the customer's.
    private static bool IsWish(in Parts parts, int at) =>
        parts.Is(at, Role.Aux | Role.Asks | Role.Customer | Role.Own | Role.Link | Role.Tail | Role.Purpose);
}
