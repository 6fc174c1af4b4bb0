using Consent.Core.Texts;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

public sealed class AccountChecksTests
{
    private static readonly Account Good = new() { Id = AccountId.Parse("acme"), DisplayName = "Acme" };

    [Fact]
    public void Of_AGoodAccount_IsNothing() => Assert.Empty(AccountChecks.Of(Good with
    {
        ProductName = new string('p', 64),
        DisplayName = new string('d', 64),
        Keywords = new OwnKeywords { OptOut = ["go away", "stop"], OptIn = ["Yes!", "yes please", "yesplease"], Help = ["qué"] },
        Replies = new ReplyTemplates { OptOutConfirmation = "{business}\r\n{scope}", Help = new string('h', 480) },
        SupportContact = new string('c', 100),
    }));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Of_NoName_IsRequired(string name) =>
        AssertOne(Good with { DisplayName = name }, "display_name", FieldProblemReason.Required);

    [Fact]
    public void Of_LongNames_AreTooLong()
    {
        AssertOne(Good with { DisplayName = new string('d', 65) }, "display_name", FieldProblemReason.TooLong, 64);
        AssertOne(Good with { ProductName = new string('d', 65) }, "product_name", FieldProblemReason.TooLong, 64);
    }

    [Theory]
    [InlineData('\0')]
    [InlineData('\n')]
    [InlineData('\u0085')]
    [InlineData('\u2028')]
    [InlineData('\u2029')]
    public void Of_NamesOfSeveralLines_AreRefused(char character)
    {
        AssertOne(Good with { DisplayName = $"a{character}b" }, "display_name", FieldProblemReason.ControlCharacter);
        AssertOne(Good with { ProductName = $"a{character}b" }, "product_name", FieldProblemReason.ControlCharacter);
    }

    [Fact]
    public void Of_AContact_IsOneShortLineThatCanBeSeen()
    {
        AssertOne(Good with { SupportContact = new string('c', 101) }, "support_contact", FieldProblemReason.TooLong, 100);
        AssertOne(Good with { SupportContact = "555\t0100" }, "support_contact", FieldProblemReason.ControlCharacter);
        AssertOne(Good with { SupportContact = "555\u20280100" }, "support_contact", FieldProblemReason.ControlCharacter);
        AssertOne(Good with { SupportContact = " " }, "support_contact", FieldProblemReason.Blank);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\r\n \u00a0")]
    [InlineData("\u200b\u2060\ufeff")]
    [InlineData("\u3000\u2800\u3164\uffa0\u115f\u1160")]
    [InlineData("\u0301\ufe0f\U000e0020")]
    public void Of_ABlankReply_IsRefused(string blank)
    {
        var problem = Assert.Single(AccountChecks.Of(Good with { Replies = new ReplyTemplates { OptInConfirmation = blank } }));

        Assert.Equal(("replies.opt_in_confirmation", FieldProblemReason.Blank), (problem.Field, problem.Reason));
        Assert.Equal("replies.opt_in_confirmation is blank: leave it empty instead.", problem.Description);
    }

    [Theory]
    [InlineData("👍")]
    [InlineData(" . ")]
    [InlineData("안녕")]
    [InlineData("{business}")]
    public void Of_AReplyThatCanBeSeen_IsTaken(string reply) =>
        Assert.Empty(AccountChecks.Of(Good with { Replies = new ReplyTemplates { OptOutConfirmation = reply } }));

    [Fact]
    public void Of_UnknownEnumerations_AreRefused()
    {
        AssertOne(Good with { ResubscribePolicy = (ResubscribePolicy)3 }, "resubscribe_policy", FieldProblemReason.EnumUnknown);
        AssertOne(Good with { KeywordMatching = (KeywordMatching)3 }, "keyword_matching", FieldProblemReason.EnumUnknown);
        AssertOne(
            Good with { PossibleOptOutPolicy = (PossibleOptOutPolicy)4 }, "possible_opt_out_policy", FieldProblemReason.EnumUnknown);
    }

    // Callers read these. Each says what would be right.
    [Fact]
    public void Of_EveryKindOfProblem_SaysInWordsWhatWouldBeRight() => Assert.Equal(
        [
            "display_name is required: replies to customers name the business.",
            "product_name is one line, without control characters.",
            "resubscribe_policy has a value that is not known.",
            "opt_out_keywords[0] has no letter or digit, so no text could be it.",
            "opt_out_keywords[1] is OptIn by default, which cannot be taken away.",
            "opt_out_keywords[3] is listed before.",
            "opt_in_keywords has at most 100 items.",
            "help_keywords[0] has at most 34 characters.",
            "replies.opt_out_confirmation names {contact}, but support_contact is empty.",
            "replies.opt_in_confirmation holds no control characters but line breaks.",
            "replies.help knows {business}, {scope}, {contact} and {reply_number} only; no other braces.",
        ],
        AccountChecks.Of(Good with
        {
            DisplayName = "",
            ProductName = "a\tb",
            ResubscribePolicy = (ResubscribePolicy)3,
            Keywords = new OwnKeywords
            {
                OptOut = ["!", "start", "go", "go"],
                OptIn = [.. Enumerable.Range(0, 101).Select(number => $"word {number % 100}")],
                Help = [new string('h', 35)],
            },
            Replies = new ReplyTemplates
            {
                OptOutConfirmation = "Bye. {contact}", OptInConfirmation = "a\0", Help = "{name}",
            },
        }).Select(problem => problem.Description));

    [Fact]
    public void Of_ASenderWithNothing_SaysInWordsWhatWouldBeRight() => Assert.Equal(
        [
            "account_id is required: a sender is registered for an account.",
            "kind is required: it says what an opt-out covers.",
        ],
        SenderChecks.Of(new Sender { Number = SenderNumber.Parse("24273"), Account = default, Kind = default })
            .Select(problem => problem.Description));

    [Fact]
    public void AccountAndSender_WithoutOptionalNames_HaveEmptyOnes()
    {
        Assert.Equal("", Good.ProductName);
        Assert.Equal("", new Sender { Number = default, Account = default, Kind = default }.DisplayName);
    }

    [Fact]
    public void Of_SeveralProblems_NamesThemAll() => Assert.Equal(
        ["display_name", "opt_out_keywords[1]", "help_keywords[0]", "replies.help"],
        AccountChecks.Of(Good with
        {
            DisplayName = "",
            Keywords = new OwnKeywords { OptOut = ["go away", "start"], Help = ["stop"] },
            Replies = new ReplyTemplates { Help = "{name}" },
        }).Select(problem => problem.Field));

    [Fact]
    public void Of_AProblem_SaysWhatWouldBeRight() => Assert.Equal(
        new FieldProblem("display_name", FieldProblemReason.TooLong, "display_name has at most 64 characters.", 64),
        Assert.Single(AccountChecks.Of(Good with { DisplayName = new string('d', 65) })));

    [Fact]
    public void Of_ASender_NamesItsProblems()
    {
        var good = new Sender { Number = SenderNumber.Parse("ACME"), Account = Good.Id, Kind = SenderKind.Standard };

        Assert.Empty(SenderChecks.Of(good));
        Assert.Equal(
            [("account_id", FieldProblemReason.Required), ("kind", FieldProblemReason.Required), ("display_name", FieldProblemReason.TooLong)],
            SenderChecks.Of(good with { Account = default, Kind = default, DisplayName = new string('x', 65) })
                .Select(problem => (problem.Field, problem.Reason)));
        Assert.Equal(
            ("kind", FieldProblemReason.EnumUnknown),
            SenderChecks.Of(good with { Kind = (SenderKind)3 }).Select(problem => (problem.Field, problem.Reason)).Single());
    }

    [Fact]
    public void Of_AReplyNumber_IsOfANameAndCanBeTexted()
    {
        var name = new Sender { Number = SenderNumber.Parse("ACME"), Account = Good.Id, Kind = SenderKind.Standard };
        var number = SenderNumber.Parse("+15550001111");

        Assert.Empty(SenderChecks.Of(name with { ReplyNumber = number }));
        Assert.Empty(SenderChecks.Of(name with { ReplyNumber = SenderNumber.Parse("24273") }));
        Assert.Equal(
            new FieldProblem(
                "reply_number",
                FieldProblemReason.ReplyNumberNotTextable,
                "reply_number is an alphanumeric sender ID, which nobody can text. Name an E.164 number or a code."),
            Assert.Single(SenderChecks.Of(name with { ReplyNumber = SenderNumber.Parse("ACMEPROMO") })));
        Assert.Equal(
            new FieldProblem(
                "reply_number",
                FieldProblemReason.ReplyNumberNotAccepted,
                "reply_number is for alphanumeric sender IDs only: customers text this sender itself."),
            Assert.Single(SenderChecks.Of(name with { Number = SenderNumber.Parse("24273"), ReplyNumber = number })));
    }

    [Fact]
    public void OfReplyNumber_OfNoOrAnotherAccount_IsNotRegistered()
    {
        var number = SenderNumber.Parse("+15550001111");
        var name = new Sender
        {
            Number = SenderNumber.Parse("ACME"), Account = Good.Id, Kind = SenderKind.Engage, ReplyNumber = number,
        };

        Assert.Empty(SenderChecks.OfReplyNumber(name, new SenderRoute(number, SenderKind.Engage, Good.Id)));
        Assert.Empty(SenderChecks.OfReplyNumber(name with { ReplyNumber = null }, default));
        foreach (var other in new[] { new SenderRoute(number), new SenderRoute(number, SenderKind.Engage, AccountId.Parse("other")) })
        {
            Assert.Equal(
                new FieldProblem(
                    "reply_number",
                    FieldProblemReason.ReplyNumberNotRegistered,
                    "reply_number is no sender of this account. Register it for the account first."),
                Assert.Single(SenderChecks.OfReplyNumber(name, other)));
        }
    }

    private static void AssertOne(Account account, string field, FieldProblemReason reason, int? limit = null)
    {
        var problem = Assert.Single(AccountChecks.Of(account));
        Assert.Equal((field, reason, limit), (problem.Field, problem.Reason, problem.Limit));
    }
}
