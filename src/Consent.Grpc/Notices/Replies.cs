using Consent.Core.Records;
using Consent.Core.Registry;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Notices;

/// <summary>What is texted back from a sender whose account is not registered: it has the default policy.</summary>
internal sealed class Replies
{
    private readonly ReplyTexts _ofNumber;
    private readonly ReplyTexts _ofAccount;

    public Replies(IOptions<ReplyOptions> replies, IOptions<NoticeOptions> notice)
    {
        var business = replies.Value.Business.Length > 0 ? replies.Value.Business : notice.Value.ProductName;
        _ofNumber = ReplyText.Of(business, isOfAccount: false);
        _ofAccount = ReplyText.Of(business, isOfAccount: true);
    }

    public ReplyTexts For(SenderKind kind = SenderKind.Unspecified) => kind == SenderKind.Standard ? _ofAccount : _ofNumber;
}
