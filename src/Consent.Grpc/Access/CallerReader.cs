using Consent.Grpc.Wire;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Access;

/// <summary>Finds out who is asking, or why that cannot be told.</summary>
internal readonly record struct ReadCaller(Caller? Caller, PreparedRefusal? Refusal = null)
{
    public static implicit operator ReadCaller(PreparedRefusal refusal) => new(null, refusal);
}

/// <inheritdoc cref="ReadCaller"/>
/// <remarks>A credential that is shown and not taken is refused, also where none is required. No other one replaces it.</remarks>
internal sealed class CallerReader(
    ApiKeyReader apiKeys,
    IEnumerable<ITokenReader> tokens,
    IEnumerable<ICertificateReader> certificates,
    FreshnessGate gate,
    IOptions<AccessOptions> options)
{
    private const string ApiKeyHeader = "x-api-key";
    private const string Bearer = "Bearer ";

    private static readonly PreparedRefusal Missing = new(ConsentErrors.CredentialMissing());
    private static readonly PreparedRefusal Invalid = new(ConsentErrors.CredentialInvalid());
    private static readonly PreparedRefusal Ambiguous = new(ConsentErrors.CredentialAmbiguous());
    private static readonly PreparedRefusal UnknownScheme = new(ConsentErrors.CredentialSchemeUnknown());
    private static readonly PreparedRefusal Stale = new(ConsentErrors.RosterStale());
    private static readonly PreparedRefusal Unchecked = new(ConsentErrors.CredentialUnchecked());

    private readonly ITokenReader? _tokens = tokens.SingleOrDefault();
    private readonly ICertificateReader? _certificates = certificates.SingleOrDefault();
    private readonly bool _takesApiKeys = options.Value.TakesApiKeys;

    // Otherwise a header may be meant for whatever stands before this server.
    private bool TakesCredentials => _takesApiKeys || _tokens is not null || _certificates is not null;

    public ValueTask<ReadCaller> ReadAsync(HttpContext http)
    {
        if (!TakesCredentials)
        {
            return new(WithoutCredential());
        }

        var headers = http.Request.Headers;
        var (authorization, apiKey) = (headers.Authorization, headers[ApiKeyHeader]);
        if (authorization.Count + apiKey.Count > 1)
        {
            return new(Ambiguous);
        }

        if (apiKey.Count == 1)
        {
            return _takesApiKeys ? OfApiKeyAsync(http, apiKey.ToString(), 0) : new(Invalid);
        }

        return authorization.Count == 1 ? OfAuthorizationAsync(http, authorization.ToString()) : new(OfCertificate(http));
    }

    /// <summary>Whether a caller's credential, taken before, is no longer: it expired or was revoked.</summary>
    public bool IsOver(Caller caller, DateTimeOffset now) =>
        caller.ExpiresAt?.ToDateTimeOffset() <= now
        || (caller.ApiKey is { } id && gate.TryLatest(out var roster) && !apiKeys.IsStillTaken(id, roster))
        || (caller is { ApiKey: null, IsAnonymous: false } && _tokens?.IsStillTaken(caller) == false);

    private ValueTask<ReadCaller> OfAuthorizationAsync(HttpContext http, string authorization)
    {
        if (!authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return new(UnknownScheme);
        }

        if (_takesApiKeys && Core.Access.ApiKeyText.LooksLike(authorization.AsSpan(Bearer.Length)))
        {
            return OfApiKeyAsync(http, authorization, Bearer.Length);
        }

        return _tokens is null ? new(Invalid) : OfTokenAsync(_tokens.ReadAsync(authorization, Bearer.Length));
    }

    private ValueTask<ReadCaller> OfApiKeyAsync(HttpContext http, string header, int start)
    {
        if (gate.IsStrict)
        {
            return OfApiKeyWhenPolledAsync(http, header, start);
        }

        return new(gate.TryPass(out var roster) ? OfApiKey(header, start, roster) : Stale);
    }

    private async ValueTask<ReadCaller> OfApiKeyWhenPolledAsync(HttpContext http, string header, int start) =>
        await gate.PassAsync(http.RequestAborted) is { } roster ? OfApiKey(header, start, roster) : Stale;

    private ReadCaller OfApiKey(string header, int start, ReplicaRoster roster) =>
        apiKeys.Read(header.AsSpan(start), roster) is { } caller ? new ReadCaller(caller) : Invalid;

    private static ValueTask<ReadCaller> OfTokenAsync(ValueTask<ReadCredential> reading)
    {
        return reading.IsCompletedSuccessfully ? new(Of(reading.Result)) : LaterAsync(reading);

        static async ValueTask<ReadCaller> LaterAsync(ValueTask<ReadCredential> reading) => Of(await reading);
    }

    private ReadCaller OfCertificate(HttpContext http) => _certificates?.Read(http) is { } read ? Of(read) : WithoutCredential();

    private ReadCaller WithoutCredential() => options.Value.IsRequired ? Missing : new ReadCaller(Caller.Anonymous);

    private static ReadCaller Of(in ReadCredential read) =>
        read.Caller is { } caller ? new ReadCaller(caller)
        : read.Problem is { } problem ? new PreparedRefusal(ConsentErrors.CredentialInvalid(problem))
        : Unchecked;
}
