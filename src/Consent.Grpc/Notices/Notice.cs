using Consent.Core.Records;
using Consent.Core.Registry;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Notices;

/// <summary>The texts that people read: the business's user whose message is blocked, and the customer who texted.</summary>
internal sealed class Notice
{
    private readonly ReplyTexts _numberReplies;
    private readonly ReplyTexts _accountReplies;

    public Notice(IOptions<NoticeOptions> notice, IOptions<ReplyOptions> replies)
    {
        Blocked = BlockedBy(notice.Value.ProductName);
        var business = replies.Value.Business.Length > 0 ? replies.Value.Business : notice.Value.ProductName;
        _numberReplies = Defaults(business, ReplyText.NumberScope);
        _accountReplies = Defaults(business, ReplyText.AccountScope);
    }

    /// <summary>Gets what a blocked send shows where no account names a product of its own.</summary>
    public string Blocked { get; }

    /// <summary>What a blocked send shows, with the account's product.</summary>
    /// <param name="account">The sender's account; null where it is not registered.</param>
    public string BlockedFor(CompiledAccount? account) =>
        account is { Account.ProductName: { Length: > 0 } product } ? BlockedBy(product) : Blocked;

    /// <summary>The replies from a sender whose account is not registered: it names no business, and has the default policy.</summary>
    public ReplyTexts Replies(SenderKind kind = SenderKind.Unspecified) =>
        kind == SenderKind.Standard ? _accountReplies : _numberReplies;

    private static string BlockedBy(string product) =>
        $"Alert: This user has opted out of SMS communication. You cannot send this message via {product}.";

    private static ReplyTexts Defaults(string business, string scope) =>
        ReplyText.Of(ReplyTemplates.Defaults, business, scope, ResubscribePolicy.CustomerStart);
}
