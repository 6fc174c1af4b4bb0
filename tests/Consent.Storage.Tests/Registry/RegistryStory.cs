using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Storage.Registry;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Registry;

/// <summary>Accounts and senders, put as their grains would put them.</summary>
internal sealed class RegistryStory(OrleansWriter writer)
{
    public static readonly AccountId AccountId = AccountId.Parse("acme-plumbing_1");

    private readonly Dictionary<string, (object State, int Version)> _stored = [];

    public static Account Account(string name = "Acme", string? id = null) =>
        new() { Id = id is null ? AccountId : AccountId.Parse(id), DisplayName = name };

    /// <summary>A sender that cannot be texted.</summary>
    public static Sender Name(string? replyNumber = null) => Sender("ACME 24") with
    {
        ReplyNumber = replyNumber is null ? null : SenderNumber.Parse(replyNumber),
    };

    public static Sender Sender(string number = "+15550001111", SenderKind kind = SenderKind.Engage, string name = "") =>
        new() { Number = SenderNumber.Parse(number), Account = AccountId, Kind = kind, DisplayName = name };

    /// <summary>The account as stored, or null where the write met a conflict.</summary>
    public async Task<Account?> PutAsync(Account wanted, int? version = null)
    {
        var key = $"account:{wanted.Id}";
        var known = _stored.GetValueOrDefault(key);
        var after = RegistryRules.Put((Account?)known.State, wanted, null).Current!;
        version ??= known.State is null ? null : known.Version;
        var written = await writer.WriteAsync(AccountGrainState.From(after, Samples.Start, "admin-1"), version);
        return written is null ? null : Remember(key, after, written.Value);
    }

    /// <inheritdoc cref="PutAsync(Account, int?)"/>
    public async Task<Sender?> PutAsync(Sender wanted, int? version = null)
    {
        var key = $"sender:{wanted.Number}";
        var known = _stored.GetValueOrDefault(key);
        var after = RegistryRules.Put((Sender?)known.State, wanted, null).Current!;
        version ??= known.State is null ? null : known.Version;
        var written = await writer.WriteAsync(SenderGrainState.From(after, Samples.Start, ""), version);
        return written is null ? null : Remember(key, after, written.Value);
    }

    private T Remember<T>(string key, T state, int version)
        where T : class
    {
        _stored[key] = (state, version);
        return state;
    }
}
