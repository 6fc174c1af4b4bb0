using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Roster.Memory;
using CsCheck;

namespace Consent.Roster.Tests.Memory;

/// <summary>Both records of a pair, in one look.</summary>
public sealed class PairTests
{
    private const int Sender = 1;
    private const int Account = 1;
    private const int Customer = 1;

    private static readonly Gen<(int Kind, int Account, int Sender, int Customer, ConsentState State)> Change = Gen.Select(
        Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 3], Gen.OneOf(ConsentState.Subscribed, ConsentState.OptedOut));

    [Fact]
    public void FindPair_NotRegistered_KnowsTheNumbersRecordOnly()
    {
        var changes = new Changes();
        changes.OfAccount(Account, Customer, ConsentState.OptedOut);
        var number = changes.OfNumber(Sender, Customer, ConsentState.Subscribed);

        Assert.Equal(new PairStandings(number, default), Pair(changes));
        Assert.Equal(DecisionReason.Resubscribed, Decide(changes));
    }

    [Fact]
    public void FindPair_Registered_KnowsBoth()
    {
        var changes = new Changes();
        var account = changes.OfAccount(Account, Customer, ConsentState.OptedOut);
        changes.Register(Account, Sender);

        Assert.Equal(new PairStandings(default, account), Pair(changes));
        Assert.Equal(DecisionReason.OptedOutOfAccount, Decide(changes));

        var number = changes.OfNumber(Sender, Customer, ConsentState.Subscribed);

        Assert.Equal(new PairStandings(number, account), Pair(changes));
        Assert.Equal(DecisionReason.Resubscribed, Decide(changes));
    }

    [Fact]
    public void Find_OfAnAccountsRecord_IsThatOfItsCustomer()
    {
        var changes = new Changes();
        var account = changes.OfAccount(Account, Customer, ConsentState.OptedOut);

        Assert.Equal(account, changes.Roster.Find(Changes.Account(Account), Changes.Customer(Customer)));
        Assert.True(changes.Roster.Find(Changes.Account(Account), Changes.Customer(2)).IsNone);
        Assert.True(changes.Roster.Find(Changes.Account(2), Changes.Customer(Customer)).IsNone);
    }

    [Fact]
    public void FindPair_AfterAnyChanges_AnswersLikeDictionaries() => Change.Array[0, 60].Sample(history =>
    {
        var changes = new Changes();
        var accountOf = new Dictionary<int, int>();
        var numbers = new Dictionary<(int, int), Standing>();
        var accounts = new Dictionary<(int, int), Standing>();
        foreach (var (kind, account, sender, customer, state) in history)
        {
            switch (kind)
            {
                case 0:
                    changes.Register(account);
                    break;
                case 1:
                    accountOf[sender] = sender % 3;
                    changes.Register(sender % 3, sender, SenderKind.Standard);
                    break;
                case 2:
                    accounts[(account, customer)] = changes.OfAccount(account, customer, state);
                    break;
                default:
                    numbers[(sender, customer)] = changes.OfNumber(sender, customer, state);
                    break;
            }
        }

        for (var sender = 0; sender <= 5; sender++)
        {
            for (var customer = 0; customer <= 3; customer++)
            {
                var expected = new PairStandings(
                    numbers.GetValueOrDefault((sender, customer)),
                    accountOf.TryGetValue(sender, out var account) ? accounts.GetValueOrDefault((account, customer)) : default);
                Assert.Equal(expected, changes.Roster.FindPair(Changes.Number(sender), Changes.Customer(customer)));
                var decision = SendRules.Decide(Channel.Sms, replyPending: false, expected.Number, expected.Account);
                Assert.Equal(decision, changes.Roster.FindPair(Changes.Number(sender), Changes.Customer(customer)).Decide());
                if (changes.Roster.Registry.FindSender(Changes.Number(sender)) is { } registered)
                {
                    Assert.Equal(decision, changes.Roster.FindPair(registered, Changes.Customer(customer)).Decide());
                }
            }
        }
    });

    // In no state of the ledger is this pair allowed: the number opts out before the account resubscribes, and the account opts
    // out before the number resubscribes. Read one after the other, an older record and a newer one could say otherwise.
    [Fact]
    public async Task Decide_WhileBothRecordsChange_NeverAllowsWhatNoMomentAllowed()
    {
        var changes = new Changes();
        changes.Register(Account, Sender);
        changes.OfAccount(Account, Customer, ConsentState.OptedOut);
        using var started = new Barrier(3);
        var writer = Task.Run(() =>
        {
            started.SignalAndWait();
            for (var round = 0; round < 300_000; round++)
            {
                changes.OfNumber(Sender, Customer, ConsentState.OptedOut);
                changes.OfAccount(Account, Customer, ConsentState.Subscribed);
                changes.OfAccount(Account, Customer, ConsentState.OptedOut);
                ReactivateByOperator(changes);
            }
        });
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            started.SignalAndWait();
            var faults = 0;
            do
            {
                faults += Decide(changes) is DecisionReason.OptedOutOfNumber or DecisionReason.OptedOutOfAccount ? 0 : 1;
            }
            while (!writer.IsCompleted);
            return faults;
        })).ToArray();

        await writer;

        Assert.Equal(0, (await Task.WhenAll(readers)).Sum());
    }

    [Fact]
    public void Decide_OpenReview_HoldsByThePolicyOfTheAccount()
    {
        var changes = new Changes();
        changes.Register(Account, policy: PossibleOptOutPolicy.HoldCampaigns);
        changes.ReviewNumber(Sender, Customer, isOpen: true);
        Assert.Equal(DecisionReason.NoOptOut, Decide(changes, MessagePurpose.Campaign));

        changes.Register(Account, Sender);
        Assert.Equal(DecisionReason.HeldForReview, Decide(changes, MessagePurpose.Campaign));
        Assert.Equal(DecisionReason.NoOptOut, Decide(changes, MessagePurpose.OneOff));

        changes.Register(Account, policy: PossibleOptOutPolicy.HoldAll, revision: 2);
        Assert.Equal(DecisionReason.HeldForReview, Decide(changes, MessagePurpose.OneOff));

        changes.ReviewNumber(Sender, Customer, isOpen: false);
        Assert.Equal(DecisionReason.NoOptOut, Decide(changes, MessagePurpose.Campaign));
    }

    [Fact]
    public void Apply_SettledReviewOfARecordThatHadNone_TakesNoPlace()
    {
        var changes = new Changes();

        changes.ReviewNumber(Sender, Customer, isOpen: false);
        Assert.Equal((0, default), (changes.Roster.Count, Pair(changes).Number));

        changes.ReviewNumber(Sender, Customer, isOpen: true);
        changes.ReviewNumber(Sender, Customer, isOpen: false);
        Assert.Equal(1, changes.Roster.Count);
        Assert.False(Pair(changes).Number.IsNone);
    }

    [Fact]
    public void Decide_OpenReviewOfTheAccount_HoldsAndIsSettledByItsNextOptOut()
    {
        var changes = new Changes();
        changes.Register(Account, policy: PossibleOptOutPolicy.HoldAll);
        changes.Register(Account, Sender, SenderKind.Standard);
        changes.OfAccount(Account, Customer, ConsentState.Subscribed);
        changes.ReviewAccount(Account, Customer, isOpen: true);
        Assert.Equal(DecisionReason.HeldForReview, Decide(changes));
        Assert.True(Pair(changes).Account.IsResubscribed);

        changes.OfAccount(Account, Customer, ConsentState.OptedOut);

        Assert.Equal(DecisionReason.OptedOutOfAccount, Decide(changes));
        Assert.False(Pair(changes).Account.HasOpenReview);
    }

    // In no state of the ledger is this pair allowed: the number opts out before the account's review is settled, and the account's is
    // opened again before the number is back. An account without a deciding event looks as if it had no record.
    [Fact]
    public async Task Decide_WhileReviewsOpenAndSettle_NeverAllowsWhatNoMomentAllowed()
    {
        var changes = new Changes();
        changes.Register(Account, policy: PossibleOptOutPolicy.HoldAll);
        changes.Register(Account, Sender);
        changes.ReviewAccount(Account, Customer, isOpen: true);
        using var started = new Barrier(3);
        var writer = Task.Run(() =>
        {
            started.SignalAndWait();
            for (var round = 0; round < 300_000; round++)
            {
                changes.ReviewNumber(Sender, Customer, isOpen: true);
                changes.ReviewAccount(Account, Customer, isOpen: false);
                changes.ReviewAccount(Account, Customer, isOpen: true);
                changes.ReviewNumber(Sender, Customer, isOpen: false);
            }
        });
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            started.SignalAndWait();
            var faults = 0;
            do
            {
                faults += Decide(changes) == DecisionReason.HeldForReview ? 0 : 1;
            }
            while (!writer.IsCompleted);
            return faults;
        })).ToArray();

        await writer;

        Assert.Equal(0, (await Task.WhenAll(readers)).Sum());
    }

    // Not by the customer's own text, which would lift the account's opt-out for this number.
    private static void ReactivateByOperator(Changes changes) =>
        changes.OfNumber(Sender, Customer, ConsentState.Subscribed, ConsentSource.Operator);

    private static PairStandings Pair(Changes changes) =>
        changes.Roster.FindPair(Changes.Number(Sender), Changes.Customer(Customer));

    private static DecisionReason Decide(Changes changes, MessagePurpose purpose = MessagePurpose.Unspecified) =>
        changes.Roster.FindPair(Changes.Number(Sender), Changes.Customer(Customer)).Decide(purpose: purpose).Reason;
}
