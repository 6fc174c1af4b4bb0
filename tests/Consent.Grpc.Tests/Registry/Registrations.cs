using Consent.V1;

namespace Consent.Grpc.Tests.Registry;

/// <summary>Accounts and senders that no other test has, and the calls of a client.</summary>
internal static class Registrations
{
    private static int _made;

    public static Account NewAccount(string prefix = "account") =>
        new() { AccountId = $"{prefix}-{Interlocked.Increment(ref _made):0000}", DisplayName = "Acme Plumbing" };

    public static Sender NewSender(Account account, SenderKind kind = SenderKind.Engage) => new()
    {
        SenderNumber = $"+1556{Interlocked.Increment(ref _made):0000000}",
        AccountId = account.AccountId,
        Kind = kind,
    };

    /// <summary>The same as another read it, to be changed.</summary>
    public static Account With(this Account account, Action<Account> change)
    {
        var changed = account.Clone();
        change(changed);
        return changed;
    }

    /// <inheritdoc cref="With(Account, Action{Account})"/>
    public static Sender With(this Sender sender, Action<Sender> change)
    {
        var changed = sender.Clone();
        change(changed);
        return changed;
    }

    public static Task<Account> PutAsync(this ConsentRegistry.ConsentRegistryClient registry, Account account) =>
        registry.PutAccountAsync(new PutAccountRequest { Account = account }).ResponseAsync;

    public static Task<Sender> PutAsync(this ConsentRegistry.ConsentRegistryClient registry, Sender sender) =>
        registry.PutSenderAsync(new PutSenderRequest { Sender = sender }).ResponseAsync;

    public static Task<Account> GetAsync(this ConsentRegistry.ConsentRegistryClient registry, Account account) =>
        registry.GetAccountAsync(new GetAccountRequest { AccountId = account.AccountId }).ResponseAsync;

    public static Task<Sender> GetAsync(this ConsentRegistry.ConsentRegistryClient registry, Sender sender) =>
        registry.GetSenderAsync(new GetSenderRequest { SenderNumber = sender.SenderNumber }).ResponseAsync;
}
