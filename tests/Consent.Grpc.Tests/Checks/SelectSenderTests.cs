using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Registry;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Checks;

/// <summary>Which of these senders may text this customer, and which one to use.</summary>
[Collection(OneHost.Name)]
public sealed class SelectSenderTests(SharedHost host)
{
    private const string First = "+15550003331";
    private const string Second = "+15550003332";
    private const string Third = "+15550003333";

    [Fact]
    public async Task SelectSender_AllAllowed_PicksTheFirst()
    {
        var answer = await SelectAsync(Candidates(First, Second, Third));

        Assert.Equal(First, answer.SenderNumber);
        Assert.Equal(["+15550003331 Allowed NoOptOut", "+15550003332 Allowed NoOptOut", "+15550003333 Allowed NoOptOut"], Lines(answer));
        Assert.Equal(("", await host.Ledger.LengthAsync()), (answer.Notice, answer.LedgerPosition));
    }

    [Fact]
    public async Task SelectSender_OneIsBlocked_PicksTheNext()
    {
        var request = Candidates(First, Second, Third);
        await StopAsync(request, First);

        var answer = await SelectAsync(request);

        Assert.Equal((Second, ""), (answer.SenderNumber, answer.Notice));
        Assert.Equal(
            ["+15550003331 Blocked OptedOutOfNumber", "+15550003332 Allowed NoOptOut", "+15550003333 Allowed NoOptOut"], Lines(answer));
    }

    [Fact]
    public async Task SelectSender_PreferredIsAllowed_PicksItAndKeepsTheOrder()
    {
        var request = Candidates(First, Second, Third);
        request.PreferredSenderNumber = Third;

        var answer = await SelectAsync(request);

        Assert.Equal(Third, answer.SenderNumber);
        Assert.Equal([First, Second, Third], answer.Candidates.Select(candidate => candidate.SenderNumber));
    }

    [Fact]
    public async Task SelectSender_PreferredIsBlocked_PicksTheFirstThatIsNot()
    {
        var request = Candidates(First, Second, Third);
        request.PreferredSenderNumber = First;
        await StopAsync(request, First);

        Assert.Equal(Second, (await SelectAsync(request)).SenderNumber);
    }

    [Fact]
    public async Task SelectSender_AllBlocked_PicksNoneAndSaysWhy()
    {
        var request = Candidates(First, Second);
        await StopAsync(request, First);
        await StopAsync(request, Second);

        var answer = await SelectAsync(request);

        Assert.Equal(("", Pair.Notice), (answer.SenderNumber, answer.Notice));
        Assert.All(answer.Candidates, candidate => Assert.Equal(Decision.Blocked, candidate.Decision));
    }

    [Fact]
    public async Task SelectSender_AnotherChannel_IsAllowed()
    {
        var request = Candidates(First);
        await StopAsync(request, First);
        request.Channel = Channel.Email;

        Assert.Equal(["+15550003331 Allowed ChannelNotCovered"], Lines(await SelectAsync(request)));
    }

    [Theory]
    [InlineData(Channel.Mms)]
    [InlineData(Channel.Rcs)]
    public async Task SelectSender_ByMmsOrRcs_PassesOverTheBlocked(Channel channel)
    {
        var request = Candidates(First, Second);
        await StopAsync(request, First);
        request.Channel = channel;

        var answer = await SelectAsync(request);

        Assert.Equal(Second, answer.SenderNumber);
        Assert.Equal(["+15550003331 Blocked OptedOutOfNumber", $"{Second} Allowed NoOptOut"], Lines(answer));
    }

    [Fact]
    public async Task SelectSender_Resubscribed_IsAllowedWithItsReason()
    {
        var request = Candidates(First);
        await StopAsync(request, First);
        await PairOf(request, First).TextAsync("START");

        Assert.Equal(["+15550003331 Allowed Resubscribed"], Lines(await SelectAsync(request)));
    }

    [Fact]
    public async Task SelectSender_GivenTwiceAndInAnotherCase_AnswersEachAsGiven()
    {
        var request = Candidates("Acme Select", First, "ACME SELECT", First);
        request.PreferredSenderNumber = "acme select";
        await StopAsync(request, First);

        var answer = await SelectAsync(request);

        Assert.Equal(
            ["Acme Select Allowed NoOptOut", "+15550003331 Blocked OptedOutOfNumber", "ACME SELECT Allowed NoOptOut",
                "+15550003331 Blocked OptedOutOfNumber"],
            Lines(answer));
        Assert.Equal("acme select", answer.SenderNumber, ignoreCase: true);
    }

    [Fact]
    public async Task SelectSender_AThousand_AnswersEach()
    {
        var request = Candidates([.. Enumerable.Range(0, 1_000).Select(index => $"+1557{index:0000000}")]);
        await StopAsync(request, "+15570000000");

        var answer = await SelectAsync(request);

        Assert.Equal("+15570000001", answer.SenderNumber);
        Assert.Equal(request.SenderNumbers, answer.Candidates.Select(candidate => candidate.SenderNumber));
        Assert.Single(answer.Candidates, candidate => candidate.Decision == Decision.Blocked);
    }

    [Fact]
    public async Task SelectSender_OfAnAccount_GoesOverItsSenders()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount().With(account => account.ProductName = "Acme Desk"));
        var (one, two) = (
            await host.Registry.PutAsync(Registrations.NewSender(account)), await host.Registry.PutAsync(Registrations.NewSender(account)));
        var request = OfAccount(account);

        Assert.Equal(one.SenderNumber, (await SelectAsync(request)).SenderNumber);
        Assert.Equal(two.SenderNumber, (await SelectAsync(OfAccount(account, two.SenderNumber, request.CustomerNumber))).SenderNumber);

        await StopAsync(request, one.SenderNumber);
        Assert.Equal(two.SenderNumber, (await SelectAsync(request)).SenderNumber);

        await StopAsync(request, two.SenderNumber);
        var answer = await SelectAsync(request);
        Assert.Equal(("", "Acme Desk"), (answer.SenderNumber, answer.Notice.Split("via ")[1].TrimEnd('.')));
        Assert.Equal([one.SenderNumber, two.SenderNumber], answer.Candidates.Select(candidate => candidate.SenderNumber));
    }

    [Fact]
    public async Task SelectSender_AnAccountWithoutSenders_HasNoneToPick()
    {
        var answer = await SelectAsync(OfAccount(await host.Registry.PutAsync(Registrations.NewAccount())));

        Assert.Equal(("", 0, ""), (answer.SenderNumber, answer.Candidates.Count, answer.Notice));
    }

    [Fact]
    public async Task SelectSender_ACustomerWhoIsASenderOfTheAccount_IsNotTextedFromItself()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        var (own, other) = (
            await host.Registry.PutAsync(Registrations.NewSender(account)), await host.Registry.PutAsync(Registrations.NewSender(account)));

        var answer = await SelectAsync(OfAccount(account, customer: own.SenderNumber));

        Assert.Equal([other.SenderNumber], answer.Candidates.Select(candidate => candidate.SenderNumber));
    }

    [Fact]
    public async Task SelectSender_NotRegistered_IsNotFound()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());

        AssertNotFound("account_id", ErrorReason.AccountNotFound, await RefusedAsync(OfAccount(Registrations.NewAccount())));
        AssertNotFound("preferred_sender_number", ErrorReason.SenderNotFound, await RefusedAsync(OfAccount(account, First)));
    }

    [Fact]
    public async Task SelectSender_AnAccountOfMoreThanAThousand_AsksForCandidates()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        var senders = new List<string>();
        foreach (var chunk in Enumerable.Range(0, 1_001).Chunk(50))
        {
            senders.AddRange((await Task.WhenAll(chunk.Select(_ => host.Registry.PutAsync(Registrations.NewSender(account)))))
                .Select(sender => sender.SenderNumber));
        }

        var refusal = await RefusedAsync(OfAccount(account));

        Assert.Equal(
            (StatusCode.FailedPrecondition, ErrorReason.TooManySenders, "account_id", "1000"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"], refusal.Info.Metadata["limit"]));
        Assert.Equal(1_000, (await SelectAsync(Candidates([.. senders[1..]]))).Candidates.Count);
    }

    [Fact]
    public async Task SelectSender_ManyBadCandidates_NamesTheFirstAndCountsAll()
    {
        var refusal = await RefusedAsync(Candidates([.. Enumerable.Repeat("?", 1_000)]));

        Assert.Equal((ErrorReason.NumberInvalid, "1000"), (refusal.Reason, refusal.Info!.Metadata["violations"]));
        Assert.InRange(refusal.BadRequest!.FieldViolations.Count, 20, 100);
        Assert.Equal("sender_numbers[1]", refusal.BadRequest.FieldViolations[1].Field);
    }

    private static void AssertNotFound(string field, string reason, Refusal refusal) => Assert.Equal(
        (StatusCode.NotFound, reason, field), (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));

    private static IEnumerable<string> Lines(SelectSenderResponse answer) =>
        answer.Candidates.Select(candidate => $"{candidate.SenderNumber} {candidate.Decision} {candidate.Reason}");

    private SelectSenderRequest Candidates(params string[] senders) =>
        new() { CustomerNumber = host.NewPair().Customer, SenderNumbers = { senders } };

    private SelectSenderRequest OfAccount(Account account, string preferred = "", string? customer = null) => new()
    {
        CustomerNumber = customer ?? host.NewPair().Customer,
        AccountId = account.AccountId,
        PreferredSenderNumber = preferred,
    };

    private Pair PairOf(SelectSenderRequest request, string sender) => new(host.Client, sender, request.CustomerNumber);

    private Task<RecordInboundResponse> StopAsync(SelectSenderRequest request, string sender) => PairOf(request, sender).TextAsync("STOP");

    private Task<SelectSenderResponse> SelectAsync(SelectSenderRequest request) => host.Client.SelectSenderAsync(request).ResponseAsync;

    private Task<Refusal> RefusedAsync(SelectSenderRequest request) => Refusal.OfAsync(SelectAsync(request));
}
