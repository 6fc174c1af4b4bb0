using System.Buffers;
using System.Text;

namespace Consent.Core.Texts.Instructions;

/// <summary>Leaves out the sentences of businesses: what tells how to stop, and what says that it was done.</summary>
internal static class OwnWords
{
    private const int StackLimit = 192;
    private const string Left = " . ";

    // Every such sentence has one of these. ASCII alone: other values would keep the search from being vectorized.
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        [
            .. DefaultKeywords.OptOut.Concat(DefaultKeywords.OptIn).Where(keyword => Ascii.IsValid(keyword)),
            "subscri", "opted", "messages will", "texts will", "no longer", "desabonn",
            "desinscri", "dezabon", "recevr", "recib", "receb", "ricever", "abgemeldet", "erhalten", "inscri",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a normalized text, and says what it is besides what is left of it.</summary>
    internal static ReadOnlySpan<char> Of(
        ReadOnlySpan<char> text, CompiledKeywords keywords, TextOrigins? origins, out CopiedInstruction copied)
    {
        // Where there is no sign, no built-in reply is: they are many to look for.
        var mayBe = keywords.HasOwn || HasSign(text) || !Ascii.IsValid(text);
        var isOwn = keywords.Replies?.AreIn(text) == true;
        var isBuiltIn = mayBe && keywords.BuiltInReplies?.AreIn(text) == true;
        if (isOwn || isBuiltIn)
        {
            // A reply that only tells how to stop is an instruction like any other.
            OfBusinesses(text, keywords, null, out copied);
            if (copied == CopiedInstruction.Alone)
            {
                return text;
            }

            text = isOwn ? keywords.Replies!.Remove(text, origins) : text;
            text = isBuiltIn ? keywords.BuiltInReplies!.Remove(text, origins) : text;
        }

        copied = CopiedInstruction.None;
        return mayBe ? OfBusinesses(text, keywords, origins, out copied) : text;
    }

    private static ReadOnlySpan<char> OfBusinesses(
        ReadOnlySpan<char> text, CompiledKeywords keywords, TextOrigins? origins, out CopiedInstruction copied)
    {
        copied = CopiedInstruction.None;
        if (text.Length <= StackLimit)
        {
            return Of(text, stackalloc Part[StackLimit], keywords, origins, ref copied);
        }

        var rented = ArrayPool<Part>.Shared.Rent(text.Length);
        try
        {
            return Of(text, rented, keywords, origins, ref copied);
        }
        finally
        {
            ArrayPool<Part>.Shared.Return(rented);
        }
    }

    private static ReadOnlySpan<char> Of(
        ReadOnlySpan<char> text, scoped Span<Part> read, CompiledKeywords keywords, TextOrigins? origins, scoped ref CopiedInstruction copied)
    {
        var parts = new Parts(text, read[..PartReader.Read(text, read)], keywords);
        var rewriter = new TextRewriter(text, origins);
        var (first, optOut, said) = (Instruction.None, false, false);
        for (int at = 0, from = 0; at < parts.Count;)
        {
            var (start, end) = (at, AutomaticReply.EndAt(parts, at));
            var found = end > 0 ? Instruction.None : Instruction.Find(parts, at, from);
            if (found.Kind != InboundKind.None)
            {
                (start, end) = (found.Start, found.End);
                first = first.Kind == InboundKind.None ? found : first;
                optOut |= found.Kind == InboundKind.OptOut;
            }
            else if (end < 0)
            {
                at++;
                continue;
            }

            rewriter.Remove(
                parts[start].Start,
                parts[end - 1].End,
                found.Kind == InboundKind.None ? LeftOutRules.AutomaticReply : LeftOutRules.Instruction,
                Left);
            said |= found.Kind == InboundKind.None || found.IsOfDeed;
            parts.MarkFound(start, end);
            (at, from) = (end, end);
        }

        if (first.Kind == InboundKind.None)
        {
            return rewriter.Finish();
        }

        var other = said ? 0 : FindOther(parts);
        if (other < 0)
        {
            copied = optOut ? CopiedInstruction.Alone : CopiedInstruction.None;
            return text;
        }

        var inFront = !said && first is { IsBare: true, Kind: InboundKind.OptOut } && other >= first.End && !text.Contains('?');
        copied = inFront ? CopiedInstruction.InFront : CopiedInstruction.None;
        return rewriter.Finish();
    }

    // "end" is in "send", so that a sign counts where a word begins.
    private static bool HasSign(ReadOnlySpan<char> text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var sign = text[at..].IndexOfAny(Signs);
            if (sign < 0)
            {
                return false;
            }

            at += sign;
            if (at == 0 || !char.IsAsciiLetter(text[at - 1]))
            {
                return true;
            }
        }

        return false;
    }

    private static int FindOther(in Parts parts)
    {
        for (var at = 0; at < parts.Count; at++)
        {
            if (!IsBesideInstruction(parts, at))
            {
                return at;
            }
        }

        return -1;
    }

    // Courtesy and small print, and STOP itself.
    private static bool IsBesideInstruction(in Parts parts, int at) =>
        parts.Is(at, Role.Break | Role.Comma | Role.Equal | Role.Courtesy | Role.Found)
        || (parts.TextOf(at)[0] != Quoting.Quotation.Placeholder && parts.KeywordOf(parts.TextOf(at)) == InboundKind.OptOut);
}

/// <summary>Where in a text a customer copied the sentence that tells how to stop.</summary>
internal enum CopiedInstruction
{
    /// <summary>Nowhere, or among words of somebody's: it means nothing.</summary>
    None,

    /// <summary>It is the whole text, and does what it says.</summary>
    Alone,

    /// <summary>The text begins with the keyword of one: "STOP to end. I moved".</summary>
    InFront,
}
