using Consent.Core.Texts;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;

namespace Consent.Core.Tests.Registry;

public sealed class RegistryRulesTests
{
    private static readonly Account Acme = new() { Id = AccountId.Parse("acme"), DisplayName = "Acme" };

    private static readonly Sender Front = new()
    {
        Number = SenderNumber.Parse("+15550001111"), Account = Acme.Id, Kind = SenderKind.Engage,
    };

    private static RepliesByLanguage InSpanish => new() { All = [new LanguageReplies("es", new ReplyTemplates { Help = "x" })] };

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    public void Put_OfANewAccount_IsItsFirstRevision(long? expected) =>
        Assert.Equal(
            new PutOutcome<Account>(PutStatus.Changed, Acme with { Revision = 1 }), RegistryRules.Put(null, Acme, expected));

    [Fact]
    public void Put_OfANewAccountThatWasRead_IsAConflict() =>
        Assert.Equal(new PutOutcome<Account>(PutStatus.RevisionConflict, null), RegistryRules.Put(null, Acme, 1));

    [Theory]
    [InlineData(null, PutStatus.Changed)]
    [InlineData(3L, PutStatus.Changed)]
    [InlineData(0L, PutStatus.RevisionConflict)]
    [InlineData(2L, PutStatus.RevisionConflict)]
    [InlineData(4L, PutStatus.RevisionConflict)]
    public void Put_OfAChangedAccount_IsGuardedByTheRevisionThatWasRead(long? expected, PutStatus status)
    {
        var current = Acme with { Revision = 3 };
        var wanted = Acme with { DisplayName = "Acme 2", Revision = 17 };

        var outcome = RegistryRules.Put(current, wanted, expected);

        Assert.Equal(
            new PutOutcome<Account>(status, status == PutStatus.Changed ? wanted with { Revision = 4 } : current), outcome);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(2L)]
    public void Put_OfTheSameContent_ChangesNothingWhateverWasRead(long? expected)
    {
        var current = WithEverything() with { Revision = 3 };

        var outcome = RegistryRules.Put(current, WithEverything(), expected);

        Assert.Equal(PutStatus.Unchanged, outcome.Status);
        Assert.Same(current, outcome.Current);
    }

    public static TheoryData<Account> Changes => new(
        Acme with { DisplayName = "x" },
        Acme with { ProductName = "x" },
        Acme with { ResubscribePolicy = ResubscribePolicy.ManualReactivation },
        Acme with { KeywordMatching = KeywordMatching.Exact },
        Acme with { Keywords = new OwnKeywords { OptOut = ["x"] } },
        Acme with { Keywords = new OwnKeywords { OptIn = ["x"] } },
        Acme with { Keywords = new OwnKeywords { Help = ["x"] } },
        Acme with { Replies = new ReplyTemplates { OptOutConfirmation = "x" } },
        Acme with { Replies = new ReplyTemplates { OptInConfirmation = "x" } },
        Acme with { Replies = new ReplyTemplates { Help = "x" } },
        Acme with { SupportContact = "x" },
        Acme with { RepliesByLanguage = InSpanish });

    [Theory]
    [MemberData(nameof(Changes))]
    public void Put_OfAnyOtherContent_IsAChange(Account wanted) =>
        Assert.Equal(PutStatus.Changed, RegistryRules.Put(Acme with { Revision = 1 }, wanted, null).Status);

    [Fact]
    public void Put_OfWhatIsNotSaid_MeansTheDefaults()
    {
        var wanted = Acme with { ResubscribePolicy = ResubscribePolicy.Unspecified, KeywordMatching = KeywordMatching.Unspecified };

        var account = RegistryRules.Put(null, wanted, null).Current!;

        Assert.Equal((ResubscribePolicy.CustomerStart, KeywordMatching.Reasonable), (account.ResubscribePolicy, account.KeywordMatching));
        Assert.Equal(PutStatus.Unchanged, RegistryRules.Put(account, wanted, null).Status);
    }

    [Fact]
    public void Put_OfANewSender_IsItsFirstRevision() =>
        Assert.Equal(new PutOutcome<Sender>(PutStatus.Changed, Front with { Revision = 1 }), RegistryRules.Put(null, Front, 0));

    [Fact]
    public void Put_OfTheSameSender_ChangesNothing() =>
        Assert.Equal(PutStatus.Unchanged, RegistryRules.Put(Front with { Revision = 5 }, Front, 0).Status);

    [Fact]
    public void Put_OfAnotherKind_IsAChange() =>
        Assert.Equal(
            new PutOutcome<Sender>(PutStatus.Changed, Front with { Kind = SenderKind.Standard, Revision = 2 }),
            RegistryRules.Put(Front with { Revision = 1 }, Front with { Kind = SenderKind.Standard }, 1));

    [Fact]
    public void Put_OfAChangedSenderThatWasNotRead_IsAConflict() =>
        Assert.Equal(
            new PutOutcome<Sender>(PutStatus.RevisionConflict, Front with { Revision = 2 }),
            RegistryRules.Put(Front with { Revision = 2 }, Front with { DisplayName = "x" }, 1));

    [Theory]
    [InlineData(null)]
    [InlineData(1L)]
    [InlineData(0L)]
    public void Put_OfASenderOfAnotherAccount_IsRefused(long? expected)
    {
        var current = Front with { Revision = 1 };

        var outcome = RegistryRules.Put(current, Front with { Account = AccountId.Parse("other") }, expected);

        Assert.Equal(new PutOutcome<Sender>(PutStatus.AccountStays, current), outcome);
    }

    [Fact]
    public void OwnKeywords_OfTheSameWords_HashAlike()
    {
        Assert.Equal(OwnKeywords.None.GetHashCode(), new OwnKeywords().GetHashCode());
        Assert.Equal(WithEverything().Keywords.GetHashCode(), WithEverything().Keywords.GetHashCode());
        Assert.Equal(WithEverything().RepliesByLanguage.GetHashCode(), WithEverything().RepliesByLanguage.GetHashCode());
    }

    private static Account WithEverything() => Acme with
    {
        Keywords = new OwnKeywords { OptOut = ["a", "b"], OptIn = ["c"], Help = ["d"] },
        Replies = new ReplyTemplates { OptOutConfirmation = "a", OptInConfirmation = "b", Help = "c" },
        SupportContact = "d",
        RepliesByLanguage = InSpanish,
    };
}
