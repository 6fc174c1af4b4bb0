namespace Consent.Core.Texts.Frames;

/// <summary>A receipt of SMPP that a gateway passes on as a text: <c>id:77 sub:001 … stat:DELIVRD err:000 text:…</c>.</summary>
internal static class DeliveryReceipt
{
    private const string State = "stat:";

    private static readonly string[] States =
        ["DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN", "REJECTD", "ENROUTE", "FAILED", "SKIPPED", "SCHEDULED"];

    private static readonly string[] OtherFields = ["id:", "sub:", "dlvrd:", "submit date:", "done date:", "err:"];

    internal static ReadOnlySpan<char> Remove(ReadOnlySpan<char> text, TextOrigins? origins)
    {
        if (!IsOne(text))
        {
            return text;
        }

        var rewriter = new TextRewriter(text, origins);
        rewriter.Remove(0, text.Length, LeftOutRules.DeliveryReceipt);
        return rewriter.Finish();
    }

    private static bool IsOne(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf(State, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || !StartsWithAny(text[(at + State.Length)..].TrimStart(), States))
        {
            return false;
        }

        foreach (var field in OtherFields)
        {
            if (text.Contains(field, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithAny(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
