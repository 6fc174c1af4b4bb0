using Consent.Core.Records;
using Consent.Core.Registry;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Notices;

/// <summary>What is texted back. It is put together for each text: few texts call for a reply, and there are many languages.</summary>
internal sealed class Replies(IOptions<ReplyOptions> replies, IOptions<NoticeOptions> notice)
{
    private readonly string _business =
        replies.Value.Business.Length > 0 ? replies.Value.Business : notice.Value.ProductName;

    /// <summary>The replies to a text.</summary>
    /// <param name="account">The account of the number that was texted; null where it is not registered.</param>
    /// <param name="isOfAccount">Whether the text changes the account's record, not only the record of a number.</param>
    /// <param name="language">The BCP 47 tag of the language that was texted in; empty where the text names none.</param>
    /// <param name="way">How the customer replies to the sender, and returns.</param>
    public ReplyTexts For(CompiledAccount? account, bool isOfAccount, string language, in ReplyWay way) => account is null
        ? ReplyText.Of(_business, isOfAccount, way, language)
        : ReplyText.Of(account.Account, isOfAccount, way, language);
}
