using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Registry;
using Consent.Grpc.Registry;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Consent.Grpc.Tests.Registry;

/// <summary>The registry through restarts, a database that is away and one that is slow.</summary>
public sealed class RegistryLifeTests
{
    [Fact]
    public async Task Registry_AfterARestart_IsAsItWas()
    {
        var folder = Directory.CreateTempSubdirectory("consent-registry-");
        var account = Registrations.NewAccount().With(account =>
        {
            account.HelpKeywords.Add("hulp");
            account.SupportContact = "acme.example/help";
        });
        var (engage, standard) = (Registrations.NewSender(account), Registrations.NewSender(account, SenderKind.Standard));
        string token;
        await using (var host = await AuthorityHost.StartAsync(folder: folder))
        {
            account = await host.Registry.PutAsync(account);
            account = await host.Registry.PutAsync(account.With(changed => changed.ProductName = "Acme Desk"));
            engage = await host.Registry.PutAsync(engage);
            standard = await host.Registry.PutAsync(standard);
            token = (await ListAsync(host, account, "")).NextPageToken;
        }

        await using (var host = await AuthorityHost.StartAsync(folder: folder))
        {
            Assert.Equal(account, await host.Registry.GetAsync(account));
            Assert.Equal([account], (await host.Registry.ListAccountsAsync(new ListAccountsRequest())).Accounts);
            Assert.Equal(engage, await host.Registry.GetAsync(engage));
            Assert.Equal([standard], (await ListAsync(host, account, token)).Senders);

            var entries = await host.Ledger.LengthAsync();
            Assert.Equal(account, await host.Registry.PutAsync(account));
            Assert.Equal(entries, await host.Ledger.LengthAsync());
            Assert.Equal(3, (await host.Registry.PutAsync(account.With(changed => changed.DisplayName = "New"))).Revision);
            Assert.Equal(
                ErrorReason.RevisionMismatch,
                (await Refusal.OfAsync(host.Registry.PutAsync(account.With(changed => changed.DisplayName = "Newer")))).Reason);
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Calls_NotFresh_AreRefused()
    {
        await using var host = await AuthorityHost.StartAsync(
            new CutOffDatabase(isCut: true).Intercept, until: ServingStatus.NotServing);
        var account = Registrations.NewAccount();

        AssertStale(await Refusal.OfAsync(host.Registry.PutAsync(account)));
        AssertStale(await Refusal.OfAsync(host.Registry.GetAsync(account)));
        AssertStale(await Refusal.OfAsync(host.Registry.ListAccountsAsync(new ListAccountsRequest())));
        AssertStale(await Refusal.OfAsync(host.Registry.PutAsync(Registrations.NewSender(account))));
        AssertStale(await Refusal.OfAsync(host.Registry.GetAsync(Registrations.NewSender(account))));
        AssertStale(await Refusal.OfAsync(ListAsync(host, account, "")));
        AssertStale(await Refusal.OfAsync(host.Client.SelectSenderAsync(
            new SelectSenderRequest { CustomerNumber = "+15552220000", SenderNumbers = { "ACME" } })));
        Assert.Equal(0, await host.Ledger.LengthAsync());
    }

    [Fact]
    public async Task Puts_StorageFails_AreUnavailableAndWorkAfterwards()
    {
        var storage = new HeldStorage();
        await using var host = await AuthorityHost.StartAsync(storage.Intercept);
        var account = await OpenedAsync(storage, host);
        storage.Failure = new IOException("disk full at /var/secret");

        foreach (var refusal in new[]
        {
            await Refusal.OfAsync(host.Registry.PutAsync(account.With(changed => changed.DisplayName = "Other"))),
            await Refusal.OfAsync(host.Registry.PutAsync(Registrations.NewSender(account))),
        })
        {
            Assert.Equal((StatusCode.Unavailable, ErrorReason.StorageUnavailable), (refusal.Status, refusal.Reason));
            Assert.DoesNotContain("secret", refusal.Text, StringComparison.Ordinal);
        }

        Assert.Equal(account, await host.Registry.GetAsync(account));
        storage.Failure = null;
        Assert.Equal(2, (await host.Registry.PutAsync(account.With(changed => changed.DisplayName = "Other"))).Revision);
    }

    [Fact]
    public async Task PutAccount_TheSameWhileNoPollComes_IsNotAcknowledged()
    {
        var (time, database) = (new WatchedTime(), new CutOffDatabase());
        await using var host = await AuthorityHost.StartAsync(services =>
        {
            services.AddSingleton<TimeProvider>(time);
            database.Intercept(services);
        });
        var account = await host.Registry.PutAsync(Registrations.NewAccount());
        await time.CallTimedAsync();

        database.IsCut = true;
        var again = host.Registry.PutAsync(account);
        await time.CallTimedAsync();
        while (!again.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(ErrorReason.DeadlineExceeded, (await Refusal.OfAsync(again)).Reason);
        database.IsCut = false;
    }

    [Fact]
    public async Task Gets_Strict_KnowWhatWasWrittenBehindItsBack()
    {
        await using var host = await AuthorityHost.StartAsync(services =>
        {
            services.Configure<FreshnessOptions>(freshness => freshness.Mode = FreshnessMode.Strict);
            services.AddSingleton<TimeProvider>(new PolledTime());
        });
        for (var round = 0; round < 20; round++)
        {
            var (account, sender) = await PutBehindItsBackAsync(host);

            Assert.Equal(1, (await host.Registry.GetAsync(account)).Revision);
            var selected = await host.Client.SelectSenderAsync(
                new SelectSenderRequest { CustomerNumber = "+15552220000", AccountId = account.AccountId });
            Assert.Equal(sender.SenderNumber, selected.SenderNumber);
            Assert.Equal([sender.SenderNumber], (await ListAsync(host, account, "")).Senders.Select(listed => listed.SenderNumber));
        }
    }

    private static async Task<(Account Account, V1.Sender Sender)> PutBehindItsBackAsync(AuthorityHost host)
    {
        var account = Registrations.NewAccount();
        var sender = Registrations.NewSender(account);
        var id = AccountId.Parse(account.AccountId);
        var number = SenderNumber.Parse(sender.SenderNumber);
        var now = Instant.From(TimeProvider.System.GetUtcNow());
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        await grains.Account(id).PutAsync(new AccountPut(
            new Core.Registry.Account { Id = id, DisplayName = account.DisplayName }, null, now));
        await grains.Sender(number).PutAsync(new SenderPut(
            new Core.Registry.Sender { Number = number, Account = id, Kind = Core.Registry.SenderKind.Engage }, null, now));
        return (account, sender);
    }

    private static async Task<Account> OpenedAsync(HeldStorage storage, AuthorityHost host)
    {
        storage.Open();
        return await host.Registry.PutAsync(Registrations.NewAccount());
    }

    private static Task<ListSendersResponse> ListAsync(AuthorityHost host, Account account, string token) => host.Registry
        .ListSendersAsync(new ListSendersRequest { AccountId = account.AccountId, PageSize = 1, PageToken = token })
        .ResponseAsync;

    private static void AssertStale(Refusal refusal) =>
        Assert.Equal((StatusCode.Unavailable, ErrorReason.RosterStale), (refusal.Status, refusal.Reason));
}
