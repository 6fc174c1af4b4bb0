using Consent.Core.Records;
using Consent.Core.Registry;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Notices;

/// <summary>The text that is shown to the business's user whose message is blocked.</summary>
internal sealed class Notice(IOptions<NoticeOptions> options)
{
    private readonly string _optedOut = OptedOut(options.Value.ProductName);
    private readonly string _held = Held(options.Value.ProductName);

    /// <summary>What a blocked send shows, with the account's product.</summary>
    /// <param name="reason">Why it is blocked.</param>
    /// <param name="account">The sender's account; null where it is not registered.</param>
    public string For(DecisionReason reason, CompiledAccount? account)
    {
        var product = account?.Account.ProductName ?? "";
        return reason == DecisionReason.HeldForReview
            ? product.Length > 0 ? Held(product) : _held
            : product.Length > 0 ? OptedOut(product) : _optedOut;
    }

    /// <summary>Of two reasons that block, the one whose notice is shown: an opt-out's.</summary>
    public static DecisionReason Graver(DecisionReason? one, DecisionReason other) =>
        one is null or DecisionReason.HeldForReview ? other : one.Value;

    private static string OptedOut(string product) =>
        $"Alert: This user has opted out of SMS communication. You cannot send this message via {product}.";

    private static string Held(string product) =>
        "Alert: This user's text may be an opt-out from SMS communication, and nobody has reviewed it yet. You cannot send this message "
        + $"via {product} until then.";
}
