using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Wire;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Ledger;

/// <summary>Page by page, each entry once; and every request that is refused.</summary>
[Collection(OneHost.Name)]
public sealed class HistoryPageTests(SharedHost host)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1_000)]
    public async Task GetHistory_InPages_GivesEachEntryOnceOldestFirst(int size)
    {
        var pair = await TextedAsync(7);

        var pages = await host.Host.HistoryPagesAsync(new GetHistoryRequest { CustomerNumber = pair.Customer, PageSize = size });

        Assert.Equal(
            (await host.Host.HistoryPageAsync(new GetHistoryRequest { CustomerNumber = pair.Customer })).Entries,
            pages.SelectMany(page => page.Entries));
        Assert.Equal(7, pages.SelectMany(page => page.Entries).Select(entry => entry.Position).Distinct().Count());
        Assert.All(pages, page => Assert.InRange(page.Entries.Count, 1, size));
        Assert.Equal((6 + size) / size, pages.Count);
    }

    [Fact]
    public async Task GetHistory_WhileTheCustomerTexts_IsAsItWasAtTheFirstPage()
    {
        var business = await Business.RegisterAsync(host.Host);
        await business.To(business.Engage).TextAsync("STOP");
        await business.To(business.Engage).TextAsync("START");
        var request = new GetHistoryRequest { CustomerNumber = business.Customer, PageSize = 3, IncludeAccountChanges = true };
        var first = await host.Host.HistoryPageAsync(request);

        await business.To(business.Standard).TextAsync("STOP");
        var second = await host.Host.HistoryPageAsync(new GetHistoryRequest(request) { PageToken = first.NextPageToken });

        Assert.Equal((1, ""), (second.Entries.Count, second.NextPageToken));
        Assert.Equal(6, (await host.Host.HistoryAsync(request)).Count);
    }

    [Fact]
    public async Task GetHistory_MoreThanAHundred_ComeByTheHundred()
    {
        var pair = await TextedAsync(101);

        var pages = await host.Host.HistoryPagesAsync(new GetHistoryRequest { CustomerNumber = pair.Customer });

        Assert.Equal([100, 1], pages.Select(page => page.Entries.Count));
    }

    [Fact]
    public async Task GetHistory_LargeEntries_ComeInPagesThatAnyCallerTakes()
    {
        var pair = host.NewPair();
        await Task.WhenAll(Enumerable.Range(0, 350).Select(_ => host.Client.RecordOptOutAsync(
            new RecordOptOutRequest(pair.OptOut()) { Evidence = new string('€', 1_024) }).ResponseAsync));

        var pages = await host.Host.HistoryPagesAsync(new GetHistoryRequest { CustomerNumber = pair.Customer, PageSize = 1_000 });

        Assert.Equal((2, 350), (pages.Count, pages.Sum(page => page.Entries.Count)));
        Assert.All(pages, page => Assert.InRange(page.CalculateSize(), 1, (1 << 20) + 10_000));
    }

    [Fact]
    public async Task GetHistory_ATokenThatIsNotItsOwn_IsRefused()
    {
        var pair = await TextedAsync(3);
        var mine = new GetHistoryRequest { CustomerNumber = pair.Customer, PageSize = 1 };
        var token = (await host.Host.HistoryPageAsync(mine)).NextPageToken;
        var list = $"customers/{pair.Customer}/history///False";

        foreach (var wrong in new[]
        {
            "x", " ", token[1..], token[..^1], token + "A", PageToken.Of("accounts", "1-2"), PageToken.Of(list, "1"),
            PageToken.Of(list, "-1-2"), PageToken.Of(list, "1-99999999999999999999"), PageToken.Of(list, ""),
        })
        {
            AssertRefused("page_token", ErrorReason.PageTokenInvalid, await RefusalAsync(mine, request => request.PageToken = wrong));
        }

        Action<GetHistoryRequest>[] others =
        [
            request => request.CustomerNumber = host.NewPair().Customer,
            request => request.SenderNumber = pair.Sender,
            request => request.IncludeAccountChanges = true,
        ];
        foreach (var other in others)
        {
            AssertRefused("page_token", ErrorReason.PageTokenInvalid, await RefusalAsync(mine, request =>
            {
                request.PageToken = token;
                other(request);
            }));
        }
    }

    [Fact]
    public async Task GetHistory_AnAccountThatIsNotRegistered_IsNotFound()
    {
        var refusal = await RefusalAsync(Good(), request => request.AccountId = "nobody");

        Assert.Equal(
            (StatusCode.NotFound, ErrorReason.AccountNotFound, "account_id"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
    }

    [Fact]
    public async Task GetHistory_OneBadField_IsRefusedForIt()
    {
        foreach (var number in BadFields.NoE164.Concat(["", "55512", "ACME", BadFields.WithoutPlus]))
        {
            AssertRefused("customer_number", ErrorReason.NumberInvalid, await RefusalAsync(Good(), request => request.CustomerNumber = number));
        }

        foreach (var number in BadFields.NoE164)
        {
            AssertRefused("sender_number", ErrorReason.NumberInvalid, await RefusalAsync(Good(), request => request.SenderNumber = number));
        }

        foreach (var account in new[] { "Acme", "acme.1", "acme\0", new string('a', 65) })
        {
            AssertRefused("account_id", ErrorReason.AccountIdInvalid, await RefusalAsync(Good(), request => request.AccountId = account));
        }

        foreach (var size in new[] { -1, 1_001, int.MinValue, int.MaxValue })
        {
            AssertRefused("page_size", ErrorReason.OutOfRange, await RefusalAsync(Good(), request => request.PageSize = size));
        }

        AssertRefused("customer_number", ErrorReason.SenderIsCustomer, await RefusalAsync(Good(), request => request.SenderNumber = request.CustomerNumber));
        AssertRefused("account_id", ErrorReason.ScopeAmbiguous, await RefusalAsync(Good(), request => (request.SenderNumber, request.AccountId) = ("ACME", "acme")));
    }

    [Fact]
    public async Task GetHistory_EverythingBad_ListsAllOfIt()
    {
        var refusal = await host.Host.HistoryRefusalAsync(new GetHistoryRequest
        {
            CustomerNumber = "?",
            SenderNumber = "?",
            AccountId = "?",
            PageSize = -1,
        });

        Assert.Equal(
            ["account_id ACCOUNT_ID_INVALID", "account_id SCOPE_AMBIGUOUS", "customer_number NUMBER_INVALID", "page_size OUT_OF_RANGE",
                "sender_number NUMBER_INVALID"],
            refusal.BadRequest!.FieldViolations.Select(violation => $"{violation.Field} {violation.Reason}").Order());
    }

    private static void AssertRefused(string field, string reason, Refusal refusal) => Assert.Equal(
        (StatusCode.InvalidArgument, reason, field), (refusal.Status, refusal.Reason, Assert.Single(refusal.BadRequest!.FieldViolations).Field));

    private GetHistoryRequest Good() => new() { CustomerNumber = host.NewPair().Customer };

    private Task<Refusal> RefusalAsync(GetHistoryRequest request, Action<GetHistoryRequest> spoil)
    {
        var spoilt = request.Clone();
        spoil(spoilt);
        return host.Host.HistoryRefusalAsync(spoilt);
    }

    private async Task<Pair> TextedAsync(int times)
    {
        var pair = host.NewPair();
        for (var time = 0; time < times; time++)
        {
            await pair.TextAsync(time % 2 == 0 ? "STOP" : "START");
        }

        return pair;
    }
}
