using Consent.Core.Records;
using Consent.Grains.Records;

namespace Consent.Grpc.Texts;

/// <summary>What became of a text.</summary>
/// <param name="Key">The record that it changed, as the routes have it.</param>
/// <param name="Answer">What that record answered.</param>
/// <param name="Reply">What to text back.</param>
internal sealed record TextAnswer(RecordKey Key, RecordAnswer Answer, OfferedReply? Reply)
{
    /// <param name="key">The record that it changed.</param>
    /// <param name="answer">What that record answered.</param>
    /// <param name="number">What the number's record answered to a START, where that is another and was asked.</param>
    public static TextAnswer Of(RecordKey key, RecordAnswer answer, AnsweredEvent? number)
    {
        var first = answer.Answered!;

        // A START that one of the two did not take gets no welcome: what still blocks says how to come back.
        return new TextAnswer(key, answer, first.Applied && number?.Reply is { } reply ? reply : first.Reply);
    }
}
