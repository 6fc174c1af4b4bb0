using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Grpc.Tests.Ledger;

/// <summary>What a customer said, as it was said.</summary>
[Collection(OneHost.Name)]
public sealed class GetHistoryTests(SharedHost host)
{
    private readonly Minutes _minutes = new();

    [Fact]
    public async Task GetHistory_OfATextAndACall_HasThemVerbatim()
    {
        var pair = host.NewPair();
        var saidAt = _minutes.Next().AddMilliseconds(123);
        var stop = await host.Client.RecordInboundAsync(new RecordInboundRequest(pair.Text("  Stop!\r\n\tSTOP  ", $"{pair.Customer}-1"))
        {
            ReceivedAt = saidAt.ToTimestamp(),
            Gateway = "east",
        });
        var called = await host.Client.RecordOptOutAsync(pair.OptOut($"{pair.Customer}-2"));

        var entries = await HistoryAsync(pair.Customer);

        Assert.Equal([stop.LedgerPosition, called.LedgerPosition], entries.Select(entry => entry.Position));
        var (text, call) = (entries[0], entries[1]);
        Assert.Equal(
            (LedgerEntryKind.OptedOut, "  Stop!\r\n\tSTOP  ", $"{pair.Customer}-1", "east", pair.Sender, "", ConsentSource.InboundSms),
            (text.Kind, text.Body, text.MessageId, text.Gateway, text.SenderNumber, text.AccountId, text.Source));
        Assert.Equal((saidAt, stop.Record), (text.OccurredAt.ToDateTimeOffset(), text.Record));
        Assert.NotEmpty(text.RuleSet);
        Assert.InRange(text.RecordedAt.ToDateTimeOffset(), saidAt, call.RecordedAt.ToDateTimeOffset());
        Assert.Equal(
            ("operator-7", "call 12", ConsentSource.PhoneCall, "", $"{pair.Customer}-2", called.Record),
            (call.Actor, call.Evidence, call.Source, call.Body, call.MessageId, call.Record));
    }

    [Fact]
    public async Task GetHistory_OfEveryKind_HasEachInItsPlace()
    {
        var pair = host.NewPair();
        foreach (var body in new[] { "HELP", "STOP", "hello", "START" })
        {
            await pair.TextAsync(body, _minutes.Next());
            if (body == "STOP")
            {
                Assert.True(await pair.MayReplyAsync(MessagePurpose.OptOutConfirmation));
            }
        }

        await pair.TextAsync("STOP", _minutes.Next().AddDays(-1));

        Assert.Equal(
            [
                LedgerEntryKind.HelpRequested, LedgerEntryKind.OptedOut, LedgerEntryKind.ReplySent, LedgerEntryKind.OptedIn,
                LedgerEntryKind.OptOutNotApplied,
            ],
            (await HistoryAsync(pair.Customer)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task GetHistory_UnknownCustomer_IsOneEmptyPage() => Assert.Equal(
        new GetHistoryResponse(),
        await host.Host.HistoryPageAsync(new GetHistoryRequest { CustomerNumber = "+15559990000", IncludeAccountChanges = true }));

    [Fact]
    public async Task GetHistory_OfASender_HasTheTextsToItWhicheverRecordTookThem()
    {
        var (business, other) = await FillAsync();

        Assert.Equal(["STOP standard", "START standard"], await BodiesAsync(new() { SenderNumber = business.Standard }, business));
        Assert.Equal(["STOP engage"], await BodiesAsync(new() { SenderNumber = business.Engage }, business));
        Assert.Equal(["STOP other"], await BodiesAsync(new() { SenderNumber = other }, business));
        Assert.Empty(await BodiesAsync(new() { SenderNumber = business.OtherEngage }, business));
    }

    [Fact]
    public async Task GetHistory_OfAnAccount_HasAllThatWasSaidToIt()
    {
        var (business, _) = await FillAsync();

        Assert.Equal(
            ["STOP standard", "STOP engage", "an operator's", "START standard"],
            await BodiesAsync(new() { AccountId = business.Id }, business));
        Assert.Equal(
            ["STOP standard", "STOP engage", "STOP other", "an operator's", "START standard"], await BodiesAsync(new(), business));
    }

    [Fact]
    public async Task GetHistory_OfAnAccount_HasWhatItsNumberWasToldBeforeItWasRegistered()
    {
        var business = await Business.RegisterAsync(host.Host);
        var pair = business.To($"Shop {business.Number}");
        await pair.TextAsync("STOP", _minutes.Next());
        Assert.Empty(await BodiesAsync(new() { AccountId = business.Id }, business));
        await business.PutSenderAsync(pair.Sender, Core.Registry.SenderKind.Engage);

        Assert.Equal(["STOP"], await BodiesAsync(new() { AccountId = business.Id }, business));
    }

    [Fact]
    public async Task GetHistory_WithAccountChanges_HasThoseThatTheEntriesSpeakOf()
    {
        var (business, _) = await FillAsync();
        await business.PutSenderAsync(business.Engage, Core.Registry.SenderKind.Standard);
        await business.PutSenderAsync(business.OtherEngage, Core.Registry.SenderKind.Standard);
        var request = new GetHistoryRequest { CustomerNumber = business.Customer, IncludeAccountChanges = true };

        var entries = await host.Host.HistoryAsync(request);

        Assert.Equal(entries.OrderBy(entry => entry.Position), entries);
        Assert.Equal(
            [
                $"{LedgerEntryKind.AccountPut} {business.Id}",
                $"{LedgerEntryKind.SenderPut} {business.Standard} {SenderKind.Standard}",
                $"{LedgerEntryKind.SenderPut} {business.Engage} {SenderKind.Engage}",
                $"{LedgerEntryKind.OptedOut}", $"{LedgerEntryKind.OptedOut}", $"{LedgerEntryKind.OptedOut}", $"{LedgerEntryKind.OptedOut}",
                $"{LedgerEntryKind.OptedIn}",
                $"{LedgerEntryKind.SenderPut} {business.Engage} {SenderKind.Standard}",
            ],
            entries.Select(Described));
        Assert.All(entries, entry => Assert.Equal(entry.RegisteredCase == LedgerEntry.RegisteredOneofCase.None, entry.Record is not null));
        request.SenderNumber = business.Standard;
        Assert.Equal(
            [LedgerEntryKind.AccountPut, LedgerEntryKind.SenderPut, LedgerEntryKind.OptedOut, LedgerEntryKind.OptedIn],
            (await host.Host.HistoryAsync(request)).Select(entry => entry.Kind));
    }

    [Fact]
    public async Task GetHistory_OverJson_IsTheSame()
    {
        var (business, _) = await FillAsync();

        var json = await host.Host.Web.GetStringAsync(new Uri(
            $"/v1/customers/%2B{business.Customer[1..]}/history?accountId={business.Id}&pageSize=2&includeAccountChanges=true",
            UriKind.Relative));

        Assert.Equal(
            await host.Host.HistoryPageAsync(new GetHistoryRequest
            {
                CustomerNumber = business.Customer,
                AccountId = business.Id,
                PageSize = 2,
                IncludeAccountChanges = true,
            }),
            GetHistoryResponse.Parser.ParseJson(json));
    }

    private static string Described(LedgerEntry entry) => entry.RegisteredCase switch
    {
        LedgerEntry.RegisteredOneofCase.Account => $"{entry.Kind} {entry.Account.AccountId}",
        LedgerEntry.RegisteredOneofCase.Sender => $"{entry.Kind} {entry.Sender.SenderNumber} {entry.Sender.Kind}",
        _ => $"{entry.Kind}",
    };

    private Task<List<LedgerEntry>> HistoryAsync(string customer) =>
        host.Host.HistoryAsync(new GetHistoryRequest { CustomerNumber = customer });

    private async Task<IEnumerable<string>> BodiesAsync(GetHistoryRequest scope, Business business) =>
        (await host.Host.HistoryAsync(new GetHistoryRequest(scope) { CustomerNumber = business.Customer }))
        .Select(entry => entry.Body.Length > 0 ? $"{entry.Body}{Name(business, entry)}" : "an operator's");

    private static string Name(Business business, LedgerEntry entry) =>
        entry.SenderNumber == business.Standard ? " standard"
            : entry.SenderNumber == business.Engage ? " engage"
            : entry.SenderNumber.StartsWith("Other", StringComparison.OrdinalIgnoreCase) ? " other" : "";

    // A customer who texts two numbers of a business and a number of nobody's.
    private async Task<(Business Business, string Other)> FillAsync()
    {
        var business = await Business.RegisterAsync(host.Host);
        var other = $"OTHER {business.Number}";
        await business.To(business.Standard).TextAsync("STOP", _minutes.Next());
        await business.To(business.Engage).TextAsync("STOP", _minutes.Next());
        await business.To(other).TextAsync("STOP", _minutes.Next());
        await host.Client.RecordOptOutAsync(business.OptOut(_minutes.Next()));
        await business.To(business.Standard).TextAsync("START", _minutes.Next());
        return (business, other);
    }
}
