using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Notices;

/// <summary>The texts that people read: the business's user whose message is blocked, and the customer who texted.</summary>
internal sealed class Notice(IOptions<NoticeOptions> notice, IOptions<ReplyOptions> replies)
{
    private readonly string _business =
        replies.Value.Business.Length > 0 ? replies.Value.Business : notice.Value.ProductName;

    /// <summary>Gets what a blocked send shows.</summary>
    public string Blocked { get; } = BlockedBy(notice.Value.ProductName);

    /// <summary>What a blocked send shows, with the account's product.</summary>
    /// <param name="account">The sender's account; null where it is not registered.</param>
    public string BlockedFor(AccountSettings? account) =>
        account is { Account.ProductName: { Length: > 0 } product } ? BlockedBy(product) : Blocked;

    /// <summary>How a customer can come back, for the business's user.</summary>
    public static string ResubscribeHint(SenderNumber sender) =>
        $"The customer can resubscribe by texting START to {sender} from their own phone.";

    /// <summary>The replies from a sender that is not registered.</summary>
    public ReplyTexts Replies() => new(
        OptOutConfirmation: $"{_business}: you are unsubscribed and will receive no more messages from this number. "
            + "Reply START to resubscribe.",
        OptInConfirmation: $"{_business}: you are subscribed again. Reply HELP for help, STOP to unsubscribe.",
        Help: $"{_business}: reply STOP to unsubscribe, START to resubscribe.",
        HowToReturn: $"{_business}: you are still unsubscribed. Reply START to resubscribe.");

    private static string BlockedBy(string product) =>
        $"Alert: This user has opted out of SMS communication. You cannot send this message via {product}.";
}
