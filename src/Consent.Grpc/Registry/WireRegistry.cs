using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Grpc.Wire;

namespace Consent.Grpc.Registry;

/// <summary>Accounts and senders as the contract writes them.</summary>
internal static class WireRegistry
{
    public static Account ToCore(this V1.Account wire, AccountId id) => new()
    {
        Id = id,
        DisplayName = wire.DisplayName,
        ProductName = wire.ProductName,
        ResubscribePolicy = wire.ResubscribePolicy.ToCore(),
        KeywordMatching = wire.KeywordMatching.ToCore(),
        Keywords = new OwnKeywords
        {
            OptOut = [.. wire.OptOutKeywords],
            OptIn = [.. wire.OptInKeywords],
            Help = [.. wire.HelpKeywords],
        },
        Replies = new ReplyTemplates
        {
            OptOutConfirmation = wire.Replies?.OptOutConfirmation ?? "",
            OptInConfirmation = wire.Replies?.OptInConfirmation ?? "",
            Help = wire.Replies?.Help ?? "",
        },
        SupportContact = wire.SupportContact,
    };

    public static V1.Account ToWire(this Account account) => new()
    {
        AccountId = account.Id.ToString(),
        DisplayName = account.DisplayName,
        ProductName = account.ProductName,
        ResubscribePolicy = account.ResubscribePolicy.ToWire(),
        KeywordMatching = account.KeywordMatching.ToWire(),
        OptOutKeywords = { account.Keywords.OptOut },
        OptInKeywords = { account.Keywords.OptIn },
        HelpKeywords = { account.Keywords.Help },
        Replies = account.Replies == ReplyTemplates.Defaults ? null : new V1.ReplyTemplates
        {
            OptOutConfirmation = account.Replies.OptOutConfirmation,
            OptInConfirmation = account.Replies.OptInConfirmation,
            Help = account.Replies.Help,
        },
        SupportContact = account.SupportContact,
        Revision = account.Revision,
    };

    public static Sender ToCore(this V1.Sender wire, SenderNumber number, AccountId account) => new()
    {
        Number = number,
        Account = account,
        Kind = wire.Kind.ToCore(),
        DisplayName = wire.DisplayName,
    };

    public static V1.Sender ToWire(this Sender sender) => new()
    {
        SenderNumber = sender.Number.ToString(),
        AccountId = sender.Account.ToString(),
        Kind = sender.Kind.ToWire(),
        DisplayName = sender.DisplayName,
        Revision = sender.Revision,
    };
}
