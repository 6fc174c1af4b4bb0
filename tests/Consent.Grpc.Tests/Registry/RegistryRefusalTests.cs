using Consent.Grpc.Registry;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Registry;

/// <summary>A Put that is wrong is refused with everything that is wrong, by its path in the request, and changes nothing.</summary>
[Collection(OneHost.Name)]
public sealed class RegistryRefusalTests(SharedHost host)
{
    private static readonly Dictionary<string, (Action<Account> Spoil, string? Limit)> BadAccounts = new()
    {
        ["account.account_id ACCOUNT_ID_INVALID"] = (account => account.AccountId = "Acme!", null),
        ["account.display_name FIELD_REQUIRED"] = (account => (account.DisplayName, account.ProductName) = (" ", "Desk"), null),
        ["account.display_name FIELD_TOO_LONG"] = (account => account.DisplayName = new string('x', 65), "64"),
        ["account.display_name CONTROL_CHARACTER"] = (account => account.DisplayName = "Ac\nme", null),
        ["account.product_name FIELD_TOO_LONG"] = (account => account.ProductName = new string('x', 65), "64"),
        ["account.product_name CONTROL_CHARACTER"] = (account => account.ProductName = "\0", null),
        ["account.resubscribe_policy ENUM_UNKNOWN"] = (account => account.ResubscribePolicy = (ResubscribePolicy)3, null),
        ["account.keyword_matching ENUM_UNKNOWN"] = (account => account.KeywordMatching = (KeywordMatching)(-1), null),
        ["account.possible_opt_out_policy ENUM_UNKNOWN"] =
            (account => account.PossibleOptOutPolicy = (PossibleOptOutPolicy)4, null),
        ["account.opt_out_keywords[2] KEYWORD_EMPTY"] = (account => account.OptOutKeywords.AddRange(["a", "b", "!?"]), null),
        ["account.opt_out_keywords[1] KEYWORD_REPEATED"] = (account => account.OptOutKeywords.AddRange(["go away", "GO-AWAY!"]), null),
        ["account.opt_in_keywords[0] KEYWORD_OF_ANOTHER_KIND"] = (account => account.OptInKeywords.Add("Stop"), null),
        ["account.help_keywords[0] FIELD_TOO_LONG"] = (account => account.HelpKeywords.Add(new string('x', 35)), "34"),
        ["account.help_keywords[0] CONTROL_CHARACTER"] = (account => account.HelpKeywords.Add("a\u0007b"), null),
        ["account.opt_in_keywords TOO_MANY"] = (account => account.OptInKeywords.AddRange(Words(101)), "100"),
        ["account.replies.help FIELD_TOO_LONG"] =
            (account => account.Replies = new ReplyTemplates { Help = new string('x', 481) }, "480"),
        ["account.replies.opt_in_confirmation PLACEHOLDER_UNKNOWN"] =
            (account => account.Replies = new ReplyTemplates { OptInConfirmation = "Hi {name}" }, null),
        ["account.replies.opt_out_confirmation CONTROL_CHARACTER"] =
            (account => account.Replies = new ReplyTemplates { OptOutConfirmation = "\u0001" }, null),
        ["account.replies.help FIELD_BLANK"] = (account => account.Replies = new ReplyTemplates { Help = "   " }, null),
        ["account.replies.opt_out_confirmation PLACEHOLDER_UNKNOWN"] =
            (account => account.Replies = new ReplyTemplates { OptOutConfirmation = "Questions? {contact}" }, null),
        ["account.support_contact FIELD_TOO_LONG"] = (account => account.SupportContact = new string('x', 101), "100"),
        ["account.support_contact CONTROL_CHARACTER"] = (account => account.SupportContact = "555\n0100", null),
        ["account.support_contact FIELD_BLANK"] = (account => account.SupportContact = "\u3000", null),
        ["account.replies_by_language[es].help FIELD_BLANK"] = (account => InLanguage(account, "es", " "), null),
        ["account.replies_by_language[es].help PLACEHOLDER_UNKNOWN"] = (account => InLanguage(account, "es", "{contact}"), null),
        ["account.replies_by_language[es].help FIELD_TOO_LONG"] = (account => InLanguage(account, "es", new string('x', 481)), "480"),
        ["account.replies_by_language[es].help CONTROL_CHARACTER"] = (account => InLanguage(account, "es", "a\u0001"), null),
        ["account.replies_by_language[spanish_mx] LANGUAGE_TAG_INVALID"] = (account => InLanguage(account, "spanish_mx", "x"), null),
        ["account.replies_by_language[(not a tag)] LANGUAGE_TAG_INVALID"] = (account => InLanguage(account, "\0", "x"), null),
        ["account.replies_by_language[es-mx] LANGUAGE_REPEATED"] = (account =>
        {
            InLanguage(account, "es-MX", "x");
            InLanguage(account, "es-mx", "y");
        }, null),
        ["account.replies_by_language TOO_MANY"] = (account =>
        {
            for (var language = 0; language < 21; language++)
            {
                InLanguage(account, $"en-x-{language}", "x");
            }
        }, "20"),
        ["account.revision OUT_OF_RANGE"] = (account => account.Revision = -1, null),
    };

    private static readonly Dictionary<string, (Action<Sender> Spoil, string? Limit)> BadSenders = new()
    {
        ["sender.sender_number NUMBER_INVALID"] = (sender => sender.SenderNumber = "ACM\u00C9", null),
        ["sender.account_id FIELD_REQUIRED"] = (sender => sender.AccountId = "", null),
        ["sender.account_id ACCOUNT_ID_INVALID"] = (sender => sender.AccountId = "Acme!", null),
        ["sender.kind FIELD_REQUIRED"] = (sender => sender.Kind = SenderKind.Unspecified, null),
        ["sender.kind ENUM_UNKNOWN"] = (sender => sender.Kind = (SenderKind)3, null),
        ["sender.display_name FIELD_TOO_LONG"] = (sender => sender.DisplayName = new string('x', 65), "64"),
        ["sender.display_name CONTROL_CHARACTER"] = (sender => sender.DisplayName = "\u2028", null),
        ["sender.reply_number NUMBER_INVALID"] =
            (sender => (sender.SenderNumber, sender.ReplyNumber) = ("ACME BAD", "+0"), null),
        ["sender.reply_number REPLY_NUMBER_NOT_ACCEPTED"] = (sender => sender.ReplyNumber = "+15550001112", null),
        ["sender.reply_number REPLY_NUMBER_NOT_TEXTABLE"] =
            (sender => (sender.SenderNumber, sender.ReplyNumber) = ("ACME BAD", "ACME"), null),
        ["sender.reply_number REPLY_NUMBER_NOT_REGISTERED"] =
            (sender => (sender.SenderNumber, sender.ReplyNumber) = ("ACME BAD", "+15569999999"), null),
        ["sender.revision OUT_OF_RANGE"] = (sender => sender.Revision = long.MinValue, null),
    };

    public static TheoryData<string> Accounts() => [.. BadAccounts.Keys];

    public static TheoryData<string> Senders() => [.. BadSenders.Keys];

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task PutAccount_OneBadField_IsRefusedForIt(string bad)
    {
        var (spoil, limit) = BadAccounts[bad];

        AssertOne(bad, limit, await RefusedAsync(host.Registry.PutAsync, Registrations.NewAccount().With(spoil)));
    }

    [Theory]
    [MemberData(nameof(Senders))]
    public async Task PutSender_OneBadField_IsRefusedForIt(string bad)
    {
        var (spoil, limit) = BadSenders[bad];
        var account = await host.Registry.PutAsync(Registrations.NewAccount());

        AssertOne(bad, limit, await RefusedAsync(host.Registry.PutAsync, Registrations.NewSender(account).With(spoil)));
    }

    [Fact]
    public async Task PutAccount_ManyBadFields_ListsAllOfThem()
    {
        var refusal = await RefusedAsync(host.Registry.PutAsync, new Account
        {
            AccountId = "?",
            ProductName = "\n",
            ResubscribePolicy = (ResubscribePolicy)9,
            OptOutKeywords = { "start" },
            HelpKeywords = { "", "stop" },
            Replies = new ReplyTemplates { Help = "{", OptOutConfirmation = "}" },
            Revision = -3,
        });

        Assert.Equal(
            [
                "account.account_id ACCOUNT_ID_INVALID", "account.display_name FIELD_REQUIRED",
                "account.help_keywords[0] KEYWORD_EMPTY", "account.help_keywords[1] KEYWORD_OF_ANOTHER_KIND",
                "account.opt_out_keywords[0] KEYWORD_OF_ANOTHER_KIND", "account.product_name CONTROL_CHARACTER",
                "account.replies.help PLACEHOLDER_UNKNOWN", "account.replies.opt_out_confirmation PLACEHOLDER_UNKNOWN",
                "account.resubscribe_policy ENUM_UNKNOWN", "account.revision OUT_OF_RANGE",
            ],
            Violations(refusal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task PutAccount_MoreBadFieldsThanHeadersHold_NamesTheFirstAndCountsAll()
    {
        var refusal = await RefusedAsync(host.Registry.PutAsync, Registrations.NewAccount().With(account =>
        {
            account.OptOutKeywords.AddRange(Enumerable.Repeat("!", 100));
            account.HelpKeywords.AddRange(Enumerable.Repeat("!", 100));
        }));

        Assert.Equal("200", refusal.Info!.Metadata["violations"]);
        Assert.InRange(refusal.BadRequest!.FieldViolations.Count, 10, 199);
        Assert.Equal("account.opt_out_keywords[0]", refusal.BadRequest.FieldViolations[0].Field);
        Assert.EndsWith($"And {200 - refusal.BadRequest.FieldViolations.Count} more.", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Text.Length, 0, 6_000);
    }

    [Fact]
    public async Task Puts_NothingGiven_SayWhatIsMissing()
    {
        Assert.Equal(["account FIELD_REQUIRED"], Violations(await Refusal.OfAsync(host.Registry.PutAccountAsync(new PutAccountRequest()))));
        Assert.Equal(["sender FIELD_REQUIRED"], Violations(await Refusal.OfAsync(host.Registry.PutSenderAsync(new PutSenderRequest()))));
        Assert.Equal(
            ["account FIELD_REQUIRED", "account.display_name FIELD_REQUIRED"],
            Violations(await RefusedAsync(host.Registry.PutAsync, new Account { AccountId = "acme" })));
    }

    [Fact]
    public async Task GetsAndLists_BadKeys_AreRefused()
    {
        Assert.Equal(
            ["account_id ACCOUNT_ID_INVALID"],
            Violations(await Refusal.OfAsync(host.Registry.GetAccountAsync(new GetAccountRequest { AccountId = "Acme" }))));
        Assert.Equal(
            ["sender_number NUMBER_INVALID"],
            Violations(await Refusal.OfAsync(host.Registry.GetSenderAsync(new GetSenderRequest { SenderNumber = "1" }))));
        Assert.Equal(
            ["account_id ACCOUNT_ID_INVALID", "page_size OUT_OF_RANGE"],
            Violations(await Refusal.OfAsync(host.Registry.ListSendersAsync(new ListSendersRequest { PageSize = -1 }))));
    }

    private static void InLanguage(Account account, string tag, string help) =>
        account.RepliesByLanguage.Add(tag, new ReplyTemplates { Help = help });

    private static IEnumerable<string> Words(int count) => Enumerable.Range(0, count).Select(index => $"word {index}");

    private static IEnumerable<string> Violations(Refusal refusal) =>
        refusal.BadRequest!.FieldViolations.Select(violation => $"{violation.Field} {violation.Reason}");

    private static void AssertOne(string bad, string? limit, Refusal refusal)
    {
        Assert.Equal([bad], Violations(refusal));
        Assert.Equal(bad, $"{refusal.Info!.Metadata["field"]} {refusal.Reason}");
        Assert.Equal(limit, refusal.Info.Metadata.TryGetValue("limit", out var named) ? named : null);
        Assert.StartsWith(bad.Split(' ')[0], refusal.Message, StringComparison.Ordinal);
    }

    private async Task<Refusal> RefusedAsync<T>(Func<T, Task<T>> put, T resource)
    {
        var before = await host.Ledger.LengthAsync();

        var refusal = await Refusal.OfAsync(put(resource));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.Domain), (refusal.Status, refusal.Info!.Domain));
        Assert.Equal(before, await host.Ledger.LengthAsync());
        return refusal;
    }
}
