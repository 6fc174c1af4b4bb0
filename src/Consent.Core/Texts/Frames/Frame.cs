using System.Buffers;

namespace Consent.Core.Texts.Frames;

/// <summary>What gateways from e-mail and picture messages put around a text: the sender, the subject, "(End)".</summary>
internal static class Frame
{
    private static readonly SearchValues<char> Signs = SearchValues.Create("(:@<");

    private static readonly string[] Ends = ["(End)", "(Con't)", "(Con’t)", "(Cont)", "(Cont.)", "(Cont'd)", "(Continued)"];

    internal static ReadOnlySpan<char> Remove(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        if (!text.ContainsAny(Signs))
        {
            return text;
        }

        var head = FrameHead.Read(text);
        var end = head.End + EndOfMessage(text[head.End..], isFramed: head.End > 0);
        if (head.End == 0 && end == text.Length)
        {
            return text;
        }

        var rewriter = new TextRewriter(text, origins);
        if (IsKept(text[head.SubjectStart..head.SubjectEnd], text[head.End..end]))
        {
            Leave(ref rewriter, 0, head.SubjectStart);
            Leave(ref rewriter, head.SubjectEnd, head.End, "\n");
        }
        else
        {
            Leave(ref rewriter, 0, head.End);
        }

        Leave(ref rewriter, end, text.Length);
        return rewriter.Finish();
    }

    // A subject counts where there is nothing below it, or where it is a keyword.
    private static bool IsKept(ReadOnlySpan<char> subject, ReadOnlySpan<char> message) =>
        !subject.IsEmpty
        && (message.IsWhiteSpace() || CompiledKeywords.Default.Find(TrimmedText.Of(subject)).Kind == InboundKind.OptOut);

    private static void Leave(ref TextRewriter rewriter, int start, int end, string with = "")
    {
        if (start < end)
        {
            rewriter.Remove(start, end, LeftOutRules.Frame, with);
        }
    }

    private static int EndOfMessage(ReadOnlySpan<char> message, bool isFramed)
    {
        var comparison = isFramed ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var trimmed = message.TrimEnd();
        foreach (var end in Ends)
        {
            // Alone it is a keyword in parentheses.
            if (trimmed.EndsWith(end, comparison) && (isFramed || !trimmed[..^end.Length].IsWhiteSpace()))
            {
                return trimmed.Length - end.Length;
            }
        }

        return message.Length;
    }
}
