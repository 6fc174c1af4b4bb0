using Consent.Core.Texts;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grpc.Notices;
using Consent.Roster.Memory;

namespace Consent.Grpc.Texts;

/// <summary>What reads a text to one of our numbers, routes it and answers it, as the roster has it at one moment.</summary>
/// <param name="Sender">The number that was texted.</param>
/// <param name="Keywords">What reads the text.</param>
/// <param name="Policy">Whether a START lifts an opt-out.</param>
/// <param name="Replies">What is texted back.</param>
internal readonly record struct TextRoute(
    SenderRoute Sender, CompiledKeywords Keywords, ResubscribePolicy Policy, ReplyTexts Replies)
{
    /// <summary>Reads it from a roster that the gate let pass.</summary>
    public static TextRoute Of(SenderNumber number, ReplicaRoster roster, Replies replies)
    {
        var registered = roster.Registry.FindSender(number);
        var sender = registered?.Route ?? new SenderRoute(number);
        return registered?.Settings is { } account
            ? new TextRoute(sender, account.Keywords, account.ResubscribePolicy, account.Replies(sender.Kind))
            : new TextRoute(sender, CompiledKeywords.Default, ResubscribePolicy.CustomerStart, replies.For(sender.Kind));
    }
}
