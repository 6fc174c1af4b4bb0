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
        Replies = wire.Replies?.ToCore() ?? ReplyTemplates.Defaults,
        SupportContact = wire.SupportContact,
        RepliesByLanguage = new RepliesByLanguage
        {
            All = [.. wire.RepliesByLanguage.Select(replies => new LanguageReplies(replies.Key, replies.Value.ToCore()))],
        },
        PossibleOptOutPolicy = wire.PossibleOptOutPolicy.ToCore(),
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
        Replies = account.Replies == ReplyTemplates.Defaults ? null : account.Replies.ToWire(),
        SupportContact = account.SupportContact,
        RepliesByLanguage =
        {
            account.RepliesByLanguage.All.ToDictionary(replies => replies.Tag, replies => replies.Templates.ToWire()),
        },
        PossibleOptOutPolicy = account.PossibleOptOutPolicy.ToWire(),
        Revision = account.Revision,
    };

    public static Sender ToCore(this V1.Sender wire, SenderNumber number, AccountId account, SenderNumber? replyNumber) => new()
    {
        Number = number,
        Spelling = number.OtherSpelling,
        Account = account,
        Kind = wire.Kind.ToCore(),
        DisplayName = wire.DisplayName,
        ReplyNumber = replyNumber,
    };

    public static V1.Sender ToWire(this Sender sender) => new()
    {
        SenderNumber = sender.AsRegistered.AsGiven,
        AccountId = sender.Account.ToString(),
        Kind = sender.Kind.ToWire(),
        DisplayName = sender.DisplayName,
        ReplyNumber = sender.ReplyNumber?.ToString() ?? "",
        Revision = sender.Revision,
    };

    private static ReplyTemplates ToCore(this V1.ReplyTemplates wire) => new()
    {
        OptOutConfirmation = wire.OptOutConfirmation,
        OptInConfirmation = wire.OptInConfirmation,
        Help = wire.Help,
    };

    private static V1.ReplyTemplates ToWire(this ReplyTemplates templates) => new()
    {
        OptOutConfirmation = templates.OptOutConfirmation,
        OptInConfirmation = templates.OptInConfirmation,
        Help = templates.Help,
    };
}
