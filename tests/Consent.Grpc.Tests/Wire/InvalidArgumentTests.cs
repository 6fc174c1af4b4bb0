using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Grpc.Tests.Wire;

/// <summary>A request that is wrong is refused with everything that is wrong, and changes nothing.</summary>
[Collection(OneHost.Name)]
public sealed class InvalidArgumentTests(SharedHost host)
{
    public static TheoryData<string> Rows() => [.. BadFields.ByName.Keys];

    public static TheoryData<string> Methods() => [.. BadFields.Methods];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Call_OneBadField_IsRefusedForIt(string row)
    {
        var bad = BadFields.ByName[row];
        var pair = host.NewPair();
        var request = BadFields.Good(bad.Method, pair);
        BadFields.Set(request, bad.Field, bad.Value);
        var before = await host.Ledger.SizeAsync();

        var refusal = await BadFields.CallAsync(host.Client, request);

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.Domain, bad.Reason), (refusal.Status, refusal.Info!.Domain, refusal.Reason));
        Assert.Equal(bad.Named, refusal.Info.Metadata["field"]);
        Assert.Equal(bad.Limit, refusal.Info.Metadata.TryGetValue("limit", out var limit) ? limit : null);
        var violation = Assert.Single(refusal.BadRequest!.FieldViolations);
        Assert.Equal((bad.Named, bad.Reason), (violation.Field, violation.Reason));
        Assert.Contains(violation.Description, refusal.Message, StringComparison.Ordinal);
        AssertTellsNoNumber(refusal, pair, bad.Value as string);
        Assert.Equal(before, await host.Ledger.SizeAsync());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_EverythingBad_ListsAllOfIt(string method)
    {
        var request = BadFields.Good(method, host.NewPair());
        var bad = BadFields.ByName.Values
            .Where(row => row.Method == method && row.Named == row.Field && row.Field != "account_id")
            .Where(row => row.Reason is not ErrorReason.SenderIsCustomer)
            .DistinctBy(row => row.Field)
            .ToList();
        bad.ForEach(row => BadFields.Set(request, row.Field, row.Value));

        var refusal = await BadFields.CallAsync(host.Client, request);

        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
        Assert.Equal(
            bad.Select(row => (row.Field, row.Reason)).Order(),
            refusal.BadRequest!.FieldViolations.Select(violation => (violation.Field, violation.Reason)).Order());
        Assert.Equal(refusal.BadRequest.FieldViolations[0].Reason, refusal.Reason);
    }

    [Fact]
    public async Task GetStatus_BothScopesAndBad_ListsAllOfIt()
    {
        var refusal = await Refusal.OfAsync(host.Client.GetStatusAsync(
            new GetStatusRequest { SenderNumber = "?", AccountId = "?", CustomerNumber = "?", AsOf = new Timestamp { Nanos = -1 } }));

        Assert.Equal(
            ["account_id ACCOUNT_ID_INVALID", "account_id SCOPE_AMBIGUOUS", "as_of TIME_INVALID", "customer_number NUMBER_INVALID",
                "sender_number NUMBER_INVALID"],
            refusal.BadRequest!.FieldViolations.Select(violation => $"{violation.Field} {violation.Reason}").Order());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Call_AllOfItsFieldsEmpty_IsRefused(string method)
    {
        var request = (Google.Protobuf.IMessage)Activator.CreateInstance(BadFields.Good(method, host.NewPair()).GetType())!;

        Assert.Equal(StatusCode.InvalidArgument, (await BadFields.CallAsync(host.Client, request)).Status);
    }

    [Fact]
    public async Task Call_SenderThatCannotBe_IsToldWhichCharacterIsWrong()
    {
        var pair = host.NewPair("ac\u00E9me");
        var check = await Refusal.OfAsync(pair.CheckAsync());
        var select = await Refusal.OfAsync(host.Client.SelectSenderAsync(
            new SelectSenderRequest { CustomerNumber = pair.Customer, SenderNumbers = { "ACME", "1234\u200B5" } }));

        var first = Assert.Single(check.BadRequest!.FieldViolations);
        var second = Assert.Single(select.BadRequest!.FieldViolations);
        Assert.StartsWith("sender_number has '\u00E9' at character 3; ", first.Description, StringComparison.Ordinal);
        Assert.StartsWith("sender_numbers[1] has U+200B at character 5, ", second.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", select.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_AfterRefusals_AreAnsweredAsBefore()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        var before = await pair.StatusAsync();

        foreach (var bad in BadFields.ByName.Values.Where(row => row.Field != "sender_number" && row.Field != "customer_number"))
        {
            var request = BadFields.Good(bad.Method, pair);
            BadFields.Set(request, bad.Field, bad.Value);
            await BadFields.CallAsync(host.Client, request);
        }

        Assert.Equal(before, await pair.StatusAsync());
        Assert.Equal(Decision.Blocked, (await pair.CheckAsync()).Decision);
    }

    [Fact]
    public async Task RecordOptOut_AtTheLimits_IsRecorded()
    {
        var optOut = host.NewPair().OptOut(new string('k', 116) + Pair.NewId().PadLeft(12));
        optOut.Actor = new string('a', 128);
        optOut.Evidence = new string('e', 1_024);
        optOut.OccurredAt = TimeProvider.System.GetUtcNow().AddMinutes(4).ToTimestamp();

        Assert.True((await host.Client.RecordOptOutAsync(optOut)).Applied);
    }

    // A customer's STOP is repaired, not refused. What need not be given may be blank.
    [Fact]
    public async Task Calls_BlankWhereItMayBe_AreRecorded()
    {
        Assert.True((await host.NewPair().TextAsync("STOP", " ")).Applied);

        var optOut = host.NewPair().OptOut();
        (optOut.Actor, optOut.Evidence) = (" ", " ");
        Assert.True((await host.Client.RecordOptOutAsync(optOut)).Applied);
    }

    private static void AssertTellsNoNumber(Refusal refusal, Pair pair, string? value)
    {
        Assert.DoesNotContain(pair.Customer[1..], refusal.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(pair.Sender[1..], refusal.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]{6}", refusal.Text);
        if (value?.Length > 5)
        {
            Assert.DoesNotContain(value, refusal.Text, StringComparison.Ordinal);
        }
    }
}
