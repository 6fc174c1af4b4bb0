using Consent.Grpc.Registry;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Grpc.Core;

namespace Consent.Grpc.Tests.Registry;

/// <summary>Page by page, each account and sender once, whatever is added meanwhile.</summary>
public sealed class ListTests(SharedHost host) : IClassFixture<SharedHost>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1_000)]
    public async Task ListSenders_InPages_GivesEachOnceInTheOrderOfTheirNumbers(int size)
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        var senders = await Task.WhenAll(Enumerable.Range(0, 7).Select(_ => host.Registry.PutAsync(Registrations.NewSender(account))));

        var pages = await SenderPagesAsync(account, size);

        Assert.Equal(
            senders.OrderBy(sender => sender.SenderNumber, StringComparer.Ordinal), pages.SelectMany(page => page.Senders));
        Assert.All(pages, page => Assert.InRange(page.Senders.Count, 1, size));
        Assert.Equal((6 + size) / size, pages.Count);
    }

    [Fact]
    public async Task ListAccounts_WhileOthersAreAdded_SkipsAndRepeatsNone()
    {
        var before = new List<string>();
        for (var index = 0; index < 20; index++)
        {
            before.Add((await host.Registry.PutAsync(Registrations.NewAccount(index % 2 == 0 ? "a" : "z"))).AccountId);
        }

        using var done = new CancellationTokenSource();
        var adding = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await host.Registry.PutAsync(Registrations.NewAccount("m"));
            }
        });
        for (var round = 0; round < 20; round++)
        {
            var seen = await AccountIdsAsync(3);

            Assert.Equal(seen.Distinct(), seen);
            Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
            Assert.Subset(seen.ToHashSet(), before.ToHashSet());
        }

        await done.CancelAsync();
        await adding;
    }

    [Fact]
    public async Task ListSenders_OfEveryForm_GoesOnAfterTheTokenOfTheBuildBefore()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        var id = account.AccountId[^4..];
        string[] numbers = [$"+1557000{id}", $"99{id}", $"44770090{id}", $"A&{id}", $"A'{id}", $"A+{id}", $"A-{id}", $"A.{id}", $"AB{id}", $"A_{id}"];
        foreach (var number in numbers.Reverse())
        {
            await host.Registry.PutAsync(Registrations.NewSender(account).With(sender => sender.SenderNumber = number));
        }

        var pages = await SenderPagesAsync(account, 1);

        Assert.Equal(numbers, pages.SelectMany(page => page.Senders).Select(sender => sender.SenderNumber));
        var token = PageToken.Of($"accounts/{account.AccountId}/senders", $"AB{id}");
        Assert.Equal($"A_{id}", Assert.Single((await SenderPageAsync(account, 100, token)).Senders).SenderNumber);
    }

    [Fact]
    public async Task ListSenders_MoreThanAHundred_ComeByTheHundred()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        await Task.WhenAll(Enumerable.Range(0, 101).Select(_ => host.Registry.PutAsync(Registrations.NewSender(account))));

        var pages = await SenderPagesAsync(account, 0);

        Assert.Equal([100, 1], pages.Select(page => page.Senders.Count));
    }

    [Fact]
    public async Task ListSenders_None_IsOneEmptyPage()
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());

        Assert.Equal(new ListSendersResponse(), await host.Registry.ListSendersAsync(new ListSendersRequest { AccountId = account.AccountId }));
    }

    [Fact]
    public async Task ListSenders_AccountNotRegistered_IsNotFound()
    {
        var refusal = await Refusal.OfAsync(host.Registry.ListSendersAsync(new ListSendersRequest { AccountId = "nobody" }));

        Assert.Equal(
            (StatusCode.NotFound, ErrorReason.AccountNotFound, "account_id"),
            (refusal.Status, refusal.Reason, refusal.Info!.Metadata["field"]));
    }

    [Fact]
    public async Task ListAccounts_LargeAccounts_ComeInPagesThatAnyCallerTakes()
    {
        var words = Enumerable.Range(0, 100).Select(index => $"word {index} {new string('.', 200)}").ToList();
        var large = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => host.Registry.PutAsync(
            Registrations.NewAccount("large").With(account => account.OptOutKeywords.AddRange(words)))));

        var seen = new List<string>();
        var request = new ListAccountsRequest { PageSize = 1_000 };
        do
        {
            var page = await host.Registry.ListAccountsAsync(request);
            Assert.InRange(page.CalculateSize(), 0, (1 << 20) + 100_000);
            seen.AddRange(page.Accounts.Select(account => account.AccountId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(seen.Distinct(), seen);
        Assert.Subset(seen.ToHashSet(), large.Select(account => account.AccountId).ToHashSet());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_001)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task Lists_APageSizeOutOfRange_IsRefused(int size)
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());

        AssertRefused("page_size", ErrorReason.OutOfRange, await Refusal.OfAsync(
            host.Registry.ListAccountsAsync(new ListAccountsRequest { PageSize = size })));
        AssertRefused("page_size", ErrorReason.OutOfRange, await Refusal.OfAsync(
            host.Registry.ListSendersAsync(new ListSendersRequest { AccountId = account.AccountId, PageSize = size })));
    }

    [Fact]
    public async Task Lists_ATokenThatIsNotTheirs_IsRefused()
    {
        var (account, other) = (
            await host.Registry.PutAsync(Registrations.NewAccount()), await host.Registry.PutAsync(Registrations.NewAccount()));
        await host.Registry.PutAsync(Registrations.NewSender(account));
        await host.Registry.PutAsync(Registrations.NewSender(account));
        var (ofAccounts, ofSenders) = (
            (await host.Registry.ListAccountsAsync(new ListAccountsRequest { PageSize = 1 })).NextPageToken,
            (await SenderPageAsync(account, 1)).NextPageToken);

        foreach (var token in new[] { ofSenders, "x", ofAccounts[..^1], ofAccounts + "A", PageToken.Of("accounts", "No id") })
        {
            AssertRefused("page_token", ErrorReason.PageTokenInvalid, await Refusal.OfAsync(
                host.Registry.ListAccountsAsync(new ListAccountsRequest { PageToken = token })));
        }

        foreach (var (of, token) in new[] { (other, ofSenders), (account, ofAccounts), (account, ofSenders[1..]), (account, " ") })
        {
            AssertRefused("page_token", ErrorReason.PageTokenInvalid, await Refusal.OfAsync(SenderPageAsync(of, 1, token)));
        }
    }

    private static void AssertRefused(string field, string reason, Refusal refusal) => Assert.Equal(
        (StatusCode.InvalidArgument, reason, field), (refusal.Status, refusal.Reason, Assert.Single(refusal.BadRequest!.FieldViolations).Field));

    private async Task<List<string>> AccountIdsAsync(int size)
    {
        var seen = new List<string>();
        var request = new ListAccountsRequest { PageSize = size };
        do
        {
            var page = await host.Registry.ListAccountsAsync(request);
            seen.AddRange(page.Accounts.Select(account => account.AccountId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return seen;
    }

    private async Task<List<ListSendersResponse>> SenderPagesAsync(Account account, int size)
    {
        List<ListSendersResponse> pages = [await SenderPageAsync(account, size)];
        while (pages[^1].NextPageToken.Length > 0)
        {
            pages.Add(await SenderPageAsync(account, size, pages[^1].NextPageToken));
        }

        return pages;
    }

    private async Task<ListSendersResponse> SenderPageAsync(Account account, int size, string token = "") =>
        await host.Registry.ListSendersAsync(
            new ListSendersRequest { AccountId = account.AccountId, PageSize = size, PageToken = token });
}
