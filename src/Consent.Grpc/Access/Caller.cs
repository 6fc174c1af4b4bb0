using Consent.Core.Access;
using Consent.Core.Records;
using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Access;

/// <summary>Who is asking, as authenticated. One object for each credential, however many calls it makes.</summary>
/// <param name="name">The name in logs and in the ledger's entries: <c>key 00f3…</c>, a token's subject, a certificate's.</param>
/// <param name="grant">What the caller may do.</param>
/// <param name="expiresAt">The first moment at which the credential is no longer taken; null where it does not expire.</param>
public sealed class Caller(string name, Grant grant, Instant? expiresAt = null)
{
    /// <summary>Gets whoever calls without a credential, where none is required.</summary>
    public static Caller Anonymous { get; } = new("anonymous", Grant.Everything) { IsAnonymous = true };

    /// <summary>Gets whoever calls what is open to all, whose credential nobody looked at: no role.</summary>
    public static Caller Unasked { get; } = new("anonymous", new Grant(Roles.None)) { IsAnonymous = true };

    public string Name { get; } = name;

    public Grant Grant { get; } = grant;

    public Instant? ExpiresAt { get; } = expiresAt;

    /// <summary>Gets the API key that was shown, which may be revoked meanwhile; null for other credentials.</summary>
    public ApiKeyId? ApiKey { get; init; }

    /// <summary>Gets the name under which the ledger keeps what the caller changes; empty where nobody is known.</summary>
    public string Actor => IsAnonymous ? "" : Name;

    /// <summary>Gets a value indicating whether no credential was shown, or looked at.</summary>
    public bool IsAnonymous { get; private init; }
}

public static class CallerFeature
{
    /// <summary>The caller whom <see cref="AccessMiddleware"/> found.</summary>
    /// <exception cref="InvalidOperationException">No caller was looked for: a fault of ours, which lets nobody in.</exception>
    public static Caller Caller(this HttpContext http) =>
        http.Features.Get<Caller>() ?? throw new InvalidOperationException("Nobody has looked for the caller.");
}
