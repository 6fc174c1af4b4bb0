using Consent.Core.Access;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.Storage.Access;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Access;

/// <summary>What a key of one account, or of one sender, sees of the others: nothing.</summary>
[Collection(OneGuardedHost.Name)]
public sealed class LimitedCallerTests(GuardedHost host)
{
    private const Roles AllRoles = Roles.Check | Roles.Inbound | Roles.Read | Roles.Operate | Roles.Admin;

    [Fact]
    public async Task ListAccounts_OfALimitedKey_AreItsOwn()
    {
        var own = await host.Host.Registry.ListAccountsAsync(new ListAccountsRequest(), await OwnAsync());
        Assert.Equal([host.Own.Id], own.Accounts.Select(account => account.AccountId));

        var both = new Grant(Roles.Read, [Id(host.Other.Id), Id("never-registered"), Id(host.Own.Id)]);
        var headers = Headers(await host.KeyAsync(both));
        var first = await host.Host.Registry.ListAccountsAsync(new ListAccountsRequest { PageSize = 1 }, headers);
        var second = await host.Host.Registry.ListAccountsAsync(
            new ListAccountsRequest { PageSize = 1, PageToken = first.NextPageToken }, headers);
        string[] pages = [.. first.Accounts.Concat(second.Accounts).Select(account => account.AccountId)];
        Assert.Equal(new[] { host.Own.Id, host.Other.Id }.Order(StringComparer.Ordinal), pages);
        Assert.Equal("", second.NextPageToken);

        var line = Headers(await host.OwnKeyAsync(Roles.Read, host.Own.Engage));
        Assert.Empty((await host.Host.Registry.ListAccountsAsync(new ListAccountsRequest(), line)).Accounts);
    }

    [Fact]
    public async Task ListAccounts_WithATokenOfAnotherCallersPage_TellsNoMore()
    {
        var all = Headers(await host.KeyAsync(new Grant(Roles.Read)));
        var page = await host.Host.Registry.ListAccountsAsync(new ListAccountsRequest { PageSize = 1 }, all);
        var own = await host.Host.Registry.ListAccountsAsync(
            new ListAccountsRequest { PageToken = page.NextPageToken }, await OwnAsync());
        Assert.DoesNotContain(own.Accounts, account => account.AccountId != host.Own.Id);
    }

    [Fact]
    public async Task Refusal_OfAnotherAccountsSenderAndOfNobodys_AreTheSame()
    {
        var headers = await OwnAsync();
        var other = await Refusal.OfAsync(host.Host.Registry.GetSenderAsync(new GetSenderRequest { SenderNumber = host.Other.Engage }, headers));
        var nobodys = await Refusal.OfAsync(host.Host.Registry.GetSenderAsync(new GetSenderRequest { SenderNumber = "+15559998888" }, headers));
        Assert.Equal((StatusCode.PermissionDenied, ErrorReason.ScopeNotGranted, other.Text), (other.Status, nobodys.Reason, nobodys.Text));
    }

    [Fact]
    public async Task PutSender_OfAnUnregisteredNumber_IsForAnUnlimitedAdmin()
    {
        var put = new PutSenderRequest
        {
            Sender = new V1.Sender { SenderNumber = "+15559997777", AccountId = host.Own.Id, Kind = V1.SenderKind.Engage },
        };
        var refusal = await Refusal.OfAsync(host.Host.Registry.PutSenderAsync(put, await OwnAsync()));
        Assert.Equal(StatusCode.PermissionDenied, refusal.Status);

        await host.Host.Registry.PutSenderAsync(put, Headers(await host.KeyAsync(Grant.Everything)));
        put.Sender.DisplayName = "changed by its account";
        Assert.Equal(2, (await host.Host.Registry.PutSenderAsync(put, await OwnAsync())).Revision);
    }

    [Fact]
    public async Task StreamCheckSend_OfMixedItems_RefusesThoseOfOthersAlone()
    {
        var calls = new ConsentAuthority.ConsentAuthorityClient(host.Host.Channel);
        using var stream = calls.StreamCheckSend(await OwnAsync());
        string[] senders = [host.Own.Engage, host.Other.Engage, host.Own.Standard, "+15559998888", "nonsense!", host.Own.Engage];
        var statuses = new List<StatusCode>();
        foreach (var sender in senders)
        {
            await stream.RequestStream.WriteAsync(new StreamCheckSendRequest
            {
                Check = new CheckSendRequest { SenderNumber = sender, CustomerNumber = host.Own.Customer },
            });
            Assert.True(await stream.ResponseStream.MoveNext(CancellationToken.None));
            statuses.Add((StatusCode)(stream.ResponseStream.Current.Error?.Code ?? 0));
        }

        Assert.Equal(
            [
                StatusCode.OK, StatusCode.PermissionDenied, StatusCode.OK, StatusCode.PermissionDenied, StatusCode.InvalidArgument,
                StatusCode.OK,
            ],
            statuses);
    }

    [Fact]
    public async Task SelectSender_WithOneCandidateOfAnother_IsRefused()
    {
        var refusal = await Refusal.OfAsync(host.Host.Client.SelectSenderAsync(
            new SelectSenderRequest
            {
                CustomerNumber = host.Own.Customer,
                SenderNumbers = { host.Own.Engage, host.Other.Engage },
            },
            await OwnAsync()));
        Assert.Equal(StatusCode.PermissionDenied, refusal.Status);
    }

    [Fact]
    public async Task WatchLedger_OfALimitedKey_SeesItsOwnEntriesOnly()
    {
        var everything = Headers(await host.KeyAsync(Grant.Everything));
        var mark = Pair.NewId();
        await StopAsync(host.Other, $"other-{mark}");
        await StopAsync(host.Own, $"own-{mark}");

        using var watch = new ConsentLedger.ConsentLedgerClient(host.Host.Channel).WatchLedger(
            new WatchLedgerRequest { AccountId = host.Own.Id, IncludeAccountChanges = true }, await OwnAsync());
        string[] own = [host.Own.Id, .. host.Own.Senders];
        var seen = "";
        while (!seen.EndsWith($"own-{mark}", StringComparison.Ordinal))
        {
            Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
            if (watch.ResponseStream.Current.Entry is not { } entry)
            {
                continue;
            }

            Assert.DoesNotContain(host.Other.Customer, entry.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(host.Other.Id, entry.ToString(), StringComparison.Ordinal);
            seen = entry.MessageId;
        }

        Task StopAsync(Business business, string id) => host.Host.Client.RecordInboundAsync(
            business.To(business.Engage).Text("STOP", id), everything).ResponseAsync;
    }

    [Fact]
    public async Task Key_RevokedAndExpired_IsRefusedFromThenOn()
    {
        var keys = host.Host.Services.GetRequiredService<ApiKeyTable>();
        var (id, text) = await host.MakeKeyAsync(new Grant(Roles.Check));
        var check = new CheckSendRequest { SenderNumber = host.Own.Engage, CustomerNumber = host.Other.Customer };
        await host.Host.Client.CheckSendAsync(check, Headers(text));

        await keys.RevokeAsync(id, await keys.NowAsync(CancellationToken.None), "test");
        await host.Host.PolledAsync();
        var refusal = await Refusal.OfAsync(host.Host.Client.CheckSendAsync(check, Headers(text)));
        Assert.Equal((StatusCode.Unauthenticated, ErrorReason.CredentialInvalid), (refusal.Status, refusal.Reason));

        var (_, expired) = await host.MakeKeyAsync(new Grant(Roles.Check), await keys.NowAsync(CancellationToken.None));
        var late = await Refusal.OfAsync(host.Host.Client.CheckSendAsync(check, Headers(expired)));
        Assert.Equal(refusal, late);
    }

    private static Core.Numbers.AccountId Id(string text) => Core.Numbers.AccountId.Parse(text);

    private static Metadata Headers(string key) => new() { { "authorization", $"Bearer {key}" } };

    private async Task<Metadata> OwnAsync() => Headers(await host.OwnKeyAsync(AllRoles));
}
