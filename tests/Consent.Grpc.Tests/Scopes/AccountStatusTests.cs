using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using ResubscribePolicy = Consent.Core.Records.ResubscribePolicy;

namespace Consent.Grpc.Tests.Scopes;

/// <summary>What to show for a customer of a registered business.</summary>
[Collection(OneHost.Name)]
public sealed class AccountStatusTests(SharedHost host)
{
    private readonly Minutes _minutes = new();

    [Fact]
    public async Task GetStatus_EngageNumberOptedOut_IsShownInThatConversation()
    {
        var business = await RegisterAsync();
        var stop = await business.To(business.Engage).TextAsync("STOP", _minutes.Next());

        var status = await business.To(business.Engage).StatusAsync();

        AssertShown(status, DecisionReason.OptedOutOfNumber, OptOutVisibility.Conversation);
        Assert.Equal([stop.Record], status.Records);
        Assert.Equal(
            $"The customer can resubscribe by texting START to {business.Engage} from their own phone.", status.ResubscribeHint);
        AssertAvailable(await business.To(business.OtherEngage).StatusAsync());
        AssertAvailable(await business.To(business.Standard).StatusAsync());
        AssertAvailable(await business.StatusAsync());
    }

    [Fact]
    public async Task GetStatus_AccountOptedOut_IsShownOnTheCustomerRecord()
    {
        var business = await RegisterAsync();
        var stop = await business.To(business.Standard).TextAsync("STOP", _minutes.Next());

        var ordinary = await business.To(business.OtherStandard).StatusAsync();
        var engage = await business.To(business.Engage).StatusAsync();

        AssertShown(ordinary, DecisionReason.OptedOutOfAccount, OptOutVisibility.CustomerRecord);
        AssertShown(engage, DecisionReason.OptedOutOfAccount, OptOutVisibility.CustomerRecord);
        Assert.Equal([stop.Record], engage.Records);
        Assert.Equal(
            $"The customer can resubscribe by texting START to {business.OtherStandard} from their own phone.",
            ordinary.ResubscribeHint);
        Assert.Equal(
            $"The customer can resubscribe by texting START from their own phone: to {business.Standard} for every number of the "
            + $"business, or to {business.Engage} for that number alone.",
            engage.ResubscribeHint);
    }

    [Fact]
    public async Task GetStatus_NameThatCannotBeTexted_NamesANumberThatCan()
    {
        var business = await RegisterAsync();
        var name = $"Acme {business.Number}";
        await business.PutSenderAsync(name, Core.Registry.SenderKind.Standard);
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));

        Assert.Equal(
            $"The customer can resubscribe by texting START to {business.Standard} from their own phone.",
            (await business.To(name).StatusAsync()).ResubscribeHint);
    }

    [Fact]
    public async Task GetStatus_BothOptedOut_HasBothRecordsTheNumbersFirst()
    {
        var business = await RegisterAsync();
        var ofNumber = await business.To(business.Engage).TextAsync("STOP", _minutes.Next());
        var ofAccount = await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));

        var status = await business.To(business.Engage).StatusAsync();

        AssertShown(status, DecisionReason.OptedOutOfNumber, OptOutVisibility.CustomerRecord);
        Assert.Equal([ofNumber.Record, ofAccount.Record], status.Records);
    }

    [Fact]
    public async Task GetStatus_LiftedForOneNumber_IsAvailableThere()
    {
        var business = await RegisterAsync();
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        await business.To(business.Engage).TextAsync("START", _minutes.Next());

        var status = await business.To(business.Engage).StatusAsync();

        AssertAvailable(status);
        Assert.Equal(2, status.Records.Count);
        AssertShown(await business.StatusAsync(), DecisionReason.OptedOutOfAccount, OptOutVisibility.CustomerRecord);
    }

    [Fact]
    public async Task GetStatus_OfTheAccount_IsItsRecordAndNamesAnOrdinaryNumber()
    {
        var business = await RegisterAsync();
        AssertAvailable(await business.StatusAsync());
        var stop = await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));

        var status = await business.StatusAsync();

        AssertShown(status, DecisionReason.OptedOutOfAccount, OptOutVisibility.CustomerRecord);
        Assert.Equal([stop.Record], status.Records);
        Assert.Equal(
            $"The customer can resubscribe by texting START to {business.Standard} from their own phone.", status.ResubscribeHint);
        Assert.True(status.LedgerPosition >= stop.LedgerPosition);
    }

    [Fact]
    public async Task GetStatus_AccountResubscribed_SaysSo()
    {
        var business = await RegisterAsync();
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        await business.To(business.Standard).TextAsync("START", _minutes.Next());

        Assert.Equal(DecisionReason.Resubscribed, (await business.StatusAsync()).Reason);
        Assert.Equal(DecisionReason.Resubscribed, (await business.To(business.Engage).StatusAsync()).Reason);
    }

    [Fact]
    public async Task GetStatus_WhereStartLiftsNothing_PromisesNoStart()
    {
        var business = await RegisterAsync(ResubscribePolicy.ManualReactivation);
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());

        Assert.StartsWith("A START has no effect here", (await business.StatusAsync()).ResubscribeHint, StringComparison.Ordinal);
        Assert.Equal(
            (await business.StatusAsync()).ResubscribeHint, (await business.To(business.Engage).StatusAsync()).ResubscribeHint);
    }

    [Fact]
    public async Task GetStatus_OfTheAccountAsJson_IsTheSame()
    {
        var business = await RegisterAsync();
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));

        var json = await host.Host.Web.GetStringAsync(
            new Uri($"/v1/accounts/{business.Id}/customers/%2B{business.Customer[1..]}/status", UriKind.Relative));

        Assert.Equal(await business.StatusAsync(), GetStatusResponse.Parser.ParseJson(json));
    }

    private static void AssertShown(GetStatusResponse status, DecisionReason reason, OptOutVisibility visibility)
    {
        Assert.Equal(
            (Decision.Blocked, reason, SmsIndicator.OptedOut, visibility),
            (status.Decision, status.Reason, status.Indicator, status.Visibility));
        Assert.Equal(
            "Alert: This user has opted out of SMS communication. You cannot send this message via Acme CRM.", status.Notice);
        Assert.Equal([Channel.Email, Channel.Voice], status.Alternatives);
    }

    private static void AssertAvailable(GetStatusResponse status)
    {
        Assert.Equal(
            (Decision.Allowed, SmsIndicator.Available, OptOutVisibility.Unspecified),
            (status.Decision, status.Indicator, status.Visibility));
        Assert.Equal(("", "", 0), (status.Notice, status.ResubscribeHint, status.Alternatives.Count));
    }

    private Task<Business> RegisterAsync(ResubscribePolicy policy = ResubscribePolicy.CustomerStart) =>
        Business.RegisterAsync(host.Host, policy);
}
