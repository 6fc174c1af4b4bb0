using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Grpc.Wire;
using Consent.V1;
using ApiKey = Consent.Core.Access.ApiKey;

namespace Consent.Grpc.Access;

/// <summary>API keys as the contract writes them.</summary>
internal static class WireApiKeys
{
    // Flags in the core, one by one in the contract.
    private static readonly (Roles Core, Role Wire)[] Pairs =
    [
        (Roles.Check, Role.Check),
        (Roles.Inbound, Role.Inbound),
        (Roles.Read, Role.Read),
        (Roles.Operate, Role.Operate),
        (Roles.Admin, Role.Admin),
    ];

    /// <summary>The role; none where this server does not know it.</summary>
    public static Roles ToCore(Role role) => Array.Find(Pairs, pair => pair.Wire == role).Core;

    /// <param name="key">The key.</param>
    /// <param name="lastUsed">When it was last used; null where that is not told.</param>
    public static V1.ApiKey ToWire(this ApiKey key, Instant? lastUsed = null) => new()
    {
        ApiKeyId = key.Id.ToString(),
        DisplayName = key.DisplayName,
        Roles = { Pairs.Where(pair => key.Grant.Roles.HasFlag(pair.Core)).Select(pair => pair.Wire) },
        AccountIds = { key.Grant.Accounts.Select(account => account.ToString()) },
        SenderNumbers = { key.Grant.Senders.Select(sender => sender.ToString()) },
        CreateTime = key.CreatedAt.ToWire(),
        ExpireTime = key.ExpiresAt?.ToWire(),
        RevokeTime = key.RevokedAt?.ToWire(),
        LastUsedTime = lastUsed?.ToWire(),
        CreatedBy = key.CreatedBy,
    };
}
