using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Roster.Memory;
using CsCheck;

namespace Consent.Roster.Tests.Memory;

[Collection(Alone.Name)]
public sealed class RosterRegistryTests
{
    private const int Accounts = 4;
    private const int Numbers = 40;

    // An account (sender -1), or a sender of the account that its number has in every history.
    private static readonly Gen<(int Account, int Sender, SenderKind Kind)> Put =
        Gen.Select(Gen.Int[0, Accounts - 1], Gen.Int[-1, (Numbers / Accounts) - 1], Gen.OneOf(SenderKind.Engage, SenderKind.Standard))
            .Select((account, sender, kind) => (account, sender < 0 ? -1 : (sender * Accounts) + account, kind));

    [Fact]
    public void Registry_AfterAnyPuts_AnswersLikeADictionary() => Put.Array[0, 120].Sample(puts =>
    {
        var changes = new Changes();
        var accounts = new SortedDictionary<int, long>();
        var senders = new SortedDictionary<int, (SenderKind Kind, long Revision)>();
        foreach (var (account, sender, kind) in puts)
        {
            if (sender < 0)
            {
                accounts[account] = accounts.GetValueOrDefault(account) + 1;
                changes.Register(account, $"name {accounts[account]}", accounts[account]);
            }
            else
            {
                senders[sender] = (kind, senders.GetValueOrDefault(sender).Revision + 1);
                changes.Register(account, sender, kind, senders[sender].Revision);
            }
        }

        AssertSame(changes.Roster.Registry, accounts, senders);
    });

    [Fact]
    public void FindSender_NotRegistered_IsNothing()
    {
        var registry = new Changes().Roster.Registry;

        Assert.Null(registry.FindSender(Changes.Number(1)));
        Assert.Equal(new SenderRoute(Changes.Number(1)), registry.RouteOf(Changes.Number(1)));
        Assert.Null(registry.FindAccount(Changes.Account(1)));
        Assert.Empty(registry.ListSenders(Changes.Account(1), null, 10));
        Assert.Empty(registry.ListAccounts(null, 10));
    }

    [Fact]
    public void FindSender_OfAnAccountThatIsNotRegistered_HasNoSettings()
    {
        var changes = new Changes();
        changes.Register(account: 1, sender: 7);
        var registry = changes.Roster.Registry;

        Assert.Null(registry.FindSender(Changes.Number(7))!.Settings);
        Assert.Empty(registry.ListAccounts(null, 10));

        changes.Register(account: 1);

        Assert.Equal("Acme", registry.FindSender(Changes.Number(7))!.Settings!.Account.DisplayName);
        Assert.Equal(Changes.Account(1), Assert.Single(registry.ListAccounts(null, 10)).Id);
    }

    [Fact]
    public void FindSender_AfterItsAccountChanged_HasTheNewSettingsMadeReadyOnce()
    {
        var changes = new Changes();
        changes.Register(account: 1);
        changes.Register(account: 1, sender: 7);
        var before = changes.Roster.Registry.FindAccount(Changes.Account(1));

        changes.Register(account: 1, "Acme 2", revision: 2);

        var after = changes.Roster.Registry.FindSender(Changes.Number(7))!.Settings;
        Assert.Equal(("Acme", "Acme 2"), (before!.Account.DisplayName, after!.Account.DisplayName));
        Assert.Same(after, changes.Roster.Registry.FindAccount(Changes.Account(1)));
    }

    [Fact]
    public void SendersOf_AnAccount_AreItsNumbersAndItsNamesInOrder()
    {
        var changes = new Changes();
        var registry = changes.Roster.Registry;
        var name = new Sender
        {
            Number = SenderNumber.Parse("ACME"),
            Account = Changes.Account(1),
            Kind = SenderKind.Engage,
            ReplyNumber = Changes.Number(7),
        };
        changes.Register(account: 1, sender: 8, SenderKind.Standard);
        Assert.Empty(registry.SendersOf(Changes.Account(1)).Names);
        changes.Register(name);
        changes.Register(account: 1, sender: 7);
        changes.Register(account: 2, sender: 9);

        var senders = registry.SendersOf(Changes.Account(1));

        Assert.Equal([Changes.Number(7), Changes.Number(8)], senders.Numbers.Select(sender => sender.Number));
        Assert.Equal([SenderRoute.Of(name)], senders.Names);
        Assert.Equal(name, registry.FindSender(name.Number)!.Sender);
        Assert.Equal(SenderRoute.Of(name), registry.RouteOf(name.Number));

        var unnamed = changes.Register(name with { ReplyNumber = null });

        Assert.Equal([SenderRoute.Of(unnamed)], registry.SendersOf(Changes.Account(1)).Names);
        Assert.Equal(unnamed, registry.FindSender(name.Number)!.Sender);
        Assert.Equal(2, registry.SendersOf(Changes.Account(1)).Numbers.Count());
    }

    [Fact]
    public void SendersOf_NoAccount_AreNone()
    {
        var registry = new Changes().Roster.Registry;

        Assert.Same(AccountSenders.None, registry.SendersOf(null));
        Assert.Same(AccountSenders.None, registry.SendersOf(Changes.Account(1)));
    }

    [Fact]
    public async Task ListSenders_WhileTheyAreAdded_IsInOrderAndMissesNoneThatWasThere()
    {
        const int count = 20_000;
        var changes = new Changes();
        var registry = changes.Roster.Registry;
        var added = 0;
        using var started = new Barrier(3);
        var writer = Task.Run(() =>
        {
            started.SignalAndWait();
            for (var number = 0; number < count; number++)
            {
                // Forward, with one in a hundred that belongs before the end.
                changes.Register(account: 1, sender: number % 100 == 99 ? number - 100_000 : number);
                Volatile.Write(ref added, number + 1);
            }
        });
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
        {
            started.SignalAndWait();
            var faults = 0;
            do
            {
                var atLeast = Volatile.Read(ref added);
                var senders = registry.ListSenders(Changes.Account(1), null, int.MaxValue);
                faults += senders.Count >= atLeast && IsInOrder(senders) ? 0 : 1;
            }
            while (!writer.IsCompleted);
            return faults;
        })).ToArray();

        await writer;

        Assert.Equal(0, (await Task.WhenAll(readers)).Sum());
    }

    [Fact]
    public void Register_OfManySenders_TakesLessThan300BytesEach()
    {
        const int senders = 100_000;
        var changes = new Changes();
        for (var account = 0; account < senders / 10; account++)
        {
            changes.Register(account);
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var sender = 0; sender < senders; sender++)
        {
            changes.Register(sender / 10, sender);
        }

        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)senders;
        GC.KeepAlive(changes);

        Assert.InRange(bytes, 100, 250);
    }

    private static void AssertSame(
        RosterRegistry registry,
        SortedDictionary<int, long> accounts,
        SortedDictionary<int, (SenderKind Kind, long Revision)> senders)
    {
        Assert.Equal(
            accounts.Select(account => (Changes.Account(account.Key), $"name {account.Value}", account.Value)),
            Pages(registry).Select(account => (account.Id, account.DisplayName, account.Revision)));
        for (var account = 0; account < Accounts; account++)
        {
            Assert.Equal(
                senders.Where(sender => sender.Key % Accounts == account)
                    .Select(sender => (Changes.Number(sender.Key), sender.Value.Kind, sender.Value.Revision)),
                Pages(registry, Changes.Account(account)).Select(sender => (sender.Number, sender.Kind, sender.Revision)));
            Assert.Equal(
                accounts.TryGetValue(account, out var revision) ? revision : null,
                registry.FindAccount(Changes.Account(account))?.Account.Revision);
        }

        for (var number = 0; number < Numbers; number++)
        {
            var known = senders.TryGetValue(number, out var sender);
            Assert.Equal(
                known ? new SenderRoute(Changes.Number(number), sender.Kind, Changes.Account(number % Accounts)) : new(Changes.Number(number)),
                registry.RouteOf(Changes.Number(number)));
        }
    }

    private static bool IsInOrder(IReadOnlyList<Sender> senders) =>
        senders.Zip(senders.Skip(1)).All(pair => pair.First.Number.Packed < pair.Second.Number.Packed);

    private static IEnumerable<Account> Pages(RosterRegistry registry)
    {
        AccountId? last = null;
        while (registry.ListAccounts(last, 2) is { Count: > 0 } page)
        {
            foreach (var account in page)
            {
                yield return account;
                last = account.Id;
            }
        }
    }

    private static IEnumerable<Sender> Pages(RosterRegistry registry, AccountId account)
    {
        SenderNumber? last = null;
        while (registry.ListSenders(account, last, 3) is { Count: > 0 } page)
        {
            foreach (var sender in page)
            {
                yield return sender;
                last = sender.Number;
            }
        }
    }
}
