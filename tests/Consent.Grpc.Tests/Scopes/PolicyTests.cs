using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;
using static Consent.V1.DecisionReason;
using LedgerEntryKind = Consent.Core.Records.LedgerEntryKind;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;
using SenderKind = Consent.Core.Registry.SenderKind;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>Who may lift an opt-out, under each policy.</summary>
[Collection(OneHost.Name)]
public sealed class PolicyTests(SharedHost host)
{
    private readonly Minutes _minutes = new();

    [Fact]
    public async Task CustomerStart_ReactivateTheAccount_SaysWhatToTextToWhichOrdinaryNumber()
    {
        var business = await RegisterAsync(ResubscribePolicy.CustomerStart);
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        var before = await host.Ledger.SizeAsync();

        var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(business.Reactivation(_minutes.Next())));

        Assert.Equal((StatusCode.FailedPrecondition, ErrorReason.ResubscribeRequiresCustomer), (refusal.Status, refusal.Reason));
        Assert.Contains($"texting START to {business.Standard} from their own phone", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(business.Customer, refusal.Text, StringComparison.Ordinal);
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Fact]
    public async Task CustomerStart_ReactivateANumber_SaysWhatToTextToIt()
    {
        var business = await RegisterAsync(ResubscribePolicy.CustomerStart);
        await business.To(business.Engage).TextAsync("STOP", _minutes.Next());

        var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(business.To(business.Engage).Reactivation(_minutes.Next())));

        Assert.Equal(ErrorReason.ResubscribeRequiresCustomer, refusal.Reason);
        Assert.Contains($"texting START to {business.Engage} from their own phone", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CustomerStart_AccountWithoutAnOrdinaryNumber_AsksForAFormOrACall()
    {
        var business = await RegisterAsync(ResubscribePolicy.CustomerStart);
        await business.PutSenderAsync(business.Standard, SenderKind.Engage);
        await business.PutSenderAsync(business.OtherStandard, SenderKind.Engage);

        var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(business.Reactivation(_minutes.Next())));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.SourceNotAccepted), (refusal.Status, refusal.Reason));
        Assert.Equal(
            "source must be WEB_FORM or PHONE_CALL. No number takes a START here. The business reactivates the customer at the "
            + "customer's documented request, by web form or phone call.",
            Assert.Single(refusal.BadRequest!.FieldViolations).Description);
    }

    [Fact]
    public async Task Manual_Start_IsEnteredWithoutEffectAndAnsweredWithHowToComeBack()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());

        var start = await business.To(business.Standard).TextAsync("START", _minutes.Next());

        Assert.Equal((false, 2, OptedOutOfAccount), (start.Applied, start.Record.Revision, start.Reason));
        Assert.Equal(
            (MessagePurpose.HelpReply, "Acme Plumbing: you are still unsubscribed. Contact us to resubscribe."),
            (start.Reply.Purpose, start.Reply.Body));
        Assert.Equal((long)LedgerEntryKind.OptInNotApplied, (await host.Ledger.EntryAsync(start.LedgerPosition))["kind"]);
        Assert.True(await business.To(business.Standard).MayReplyAsync(MessagePurpose.HelpReply, "out-1"));
        Assert.False(await business.To(business.Standard).MayReplyAsync(MessagePurpose.HelpReply, "out-2"));
        Assert.Equal(Enumerable.Repeat(OptedOutOfAccount, 4), await business.ReasonsAsync());
    }

    [Fact]
    public async Task Manual_StartOfACustomerWhoNeverOptedOut_IsAnsweredThatTheyAreSubscribed()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);

        var start = await business.To(business.Standard).TextAsync("START");

        Assert.Equal((false, Decision.Allowed, NoOptOut), (start.Applied, start.Decision, start.Reason));
        Assert.Equal(
            (MessagePurpose.HelpReply, "Acme Plumbing: you are subscribed. Reply STOP to unsubscribe, HELP for help."),
            (start.Reply.Purpose, start.Reply.Body));
    }

    [Fact]
    public async Task Manual_StartWhereTheOtherRecordIsOptedOut_SaysHowToComeBack()
    {
        const string HowToReturn = "Acme Plumbing: you are still unsubscribed. Contact us to resubscribe.";
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        Assert.Equal(HowToReturn, (await business.To(business.Engage).TextAsync("START", _minutes.Next())).Reply.Body);

        var other = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await host.Client.RecordOptOutAsync(other.To(other.Standard).OptOut());
        Assert.Equal(HowToReturn, (await other.To(other.Standard).TextAsync("START")).Reply.Body);
    }

    [Fact]
    public async Task Manual_ReactivateTheAccount_IsRecordedAndLifts()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        var reactivation = business.Reactivation(_minutes.Next());

        var answer = await host.Client.ReactivateAsync(reactivation);

        Assert.Equal(
            (true, false, business.Id, ConsentState.Subscribed, ConsentSource.Operator),
            (answer.Applied, answer.Duplicate, answer.Record.AccountId, answer.Record.State, answer.Record.Source));
        Assert.Equal(reactivation.RequestedAt, answer.Record.ChangedAt);
        Assert.Equal(Enumerable.Repeat(Resubscribed, 4), await business.ReasonsAsync());
        var entry = await host.Ledger.EntryAsync(answer.LedgerPosition);
        Assert.Equal<object?>(
            [(long)LedgerEntryKind.Reactivated, "operator-7", "call 12", business.Id],
            [entry["kind"], entry["actor"], entry["evidence"], entry["account_id"]]);
        var again = await host.Client.ReactivateAsync(reactivation);
        Assert.Equal((true, answer.LedgerPosition), (again.Duplicate, again.LedgerPosition));
    }

    [Fact]
    public async Task Manual_ReactivateANumber_LiftsThatNumber()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await business.To(business.Engage).TextAsync("STOP", _minutes.Next());
        await business.To(business.OtherEngage).TextAsync("STOP", _minutes.Next());

        Assert.True((await host.Client.ReactivateAsync(business.To(business.Engage).Reactivation(_minutes.Next()))).Applied);

        Assert.Equal([NoOptOut, NoOptOut, Resubscribed, OptedOutOfNumber], await business.ReasonsAsync());
    }

    [Fact]
    public async Task Manual_RequestNoLaterThanTheOptOut_IsEnteredWithoutEffect()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        var early = _minutes.Next();
        var optOut = _minutes.Next();
        await host.Client.RecordOptOutAsync(business.OptOut(optOut));

        Assert.False((await host.Client.ReactivateAsync(business.Reactivation(early))).Applied);
        Assert.False((await host.Client.ReactivateAsync(business.Reactivation(optOut))).Applied);

        Assert.Equal(OptedOutOfAccount, (await business.To(business.Engage).CheckAsync()).Reason);
    }

    [Fact]
    public async Task Manual_NoActorAndNoEvidence_BothAreNamed()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        var reactivation = business.Reactivation(_minutes.Next());
        (reactivation.Actor, reactivation.Evidence) = ("", "");

        var refusal = await Refusal.OfAsync(host.Client.ReactivateAsync(reactivation));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Equal(
            ["actor FIELD_REQUIRED", "evidence FIELD_REQUIRED"],
            refusal.BadRequest!.FieldViolations.Select(violation => $"{violation.Field} {violation.Reason}"));
    }

    [Fact]
    public async Task Policy_Changed_ChangesNoRecord()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        await business.To(business.Standard).TextAsync("START", _minutes.Next());
        var before = await business.StatusAsync();

        await business.PutAccountAsync(ResubscribePolicy.CustomerStart);

        Assert.Equal(before.Records, (await business.StatusAsync()).Records);
        Assert.Equal(Enumerable.Repeat(OptedOutOfAccount, 4), await business.ReasonsAsync());
        await business.To(business.Standard).TextAsync("START", _minutes.Next());
        Assert.Equal(Enumerable.Repeat(Resubscribed, 4), await business.ReasonsAsync());
    }

    private Task<Business> RegisterAsync(ResubscribePolicy policy) => Business.RegisterAsync(host.Host, policy);
}
