using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

/// <summary>The replies of a sender that customers can text.</summary>
internal static class Replying
{
    private static readonly SenderNumber Number = SenderNumber.Parse("+15550001111");

    public static ReplyTexts Of(Account account, bool isOfAccount, string language = "") =>
        ReplyText.Of(account, isOfAccount, WayOf(account.ResubscribePolicy), language);

    public static ReplyTexts Of(string business, bool isOfAccount, string language = "") =>
        ReplyText.Of(business, isOfAccount, WayOf(ResubscribePolicy.CustomerStart), language);

    private static ReplyWay WayOf(ResubscribePolicy policy) => ReplyWay.Of(
        RecordKey.ForNumber(Number, PhoneNumber.Parse("+15557654321")), new SenderRoute(Number), policy, AccountSenders.None);
}
