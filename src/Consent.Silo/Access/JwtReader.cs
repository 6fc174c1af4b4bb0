using System.Runtime.CompilerServices;
using System.Text.Json;
using Consent.Core.Records;
using Consent.Grpc.Access;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Silo.Access;

/// <summary>Turns tokens (JWT) into callers. A token is checked once; from then on it costs a look-up.</summary>
internal sealed class JwtReader(IOptions<JwtOptions> options, SigningKeys keys, TokenCache cache, TimeProvider time)
    : ITokenReader
{
    /// <summary>The most characters of a token. A longer one is not read.</summary>
    public const int MaxLength = 8 * 1024;

    /// <summary>How far the clocks of the authority and of this server may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private const int MaxSubject = 200;
    private const string CriticalHeader = "crit";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };
    private readonly string[] _algorithms = options.Value.Algorithms.Items();
    private readonly string[] _subjects = options.Value.AllowedSubjects.Items();
    private readonly TokenClaims _claims = new(options.Value);
    private readonly ConditionalWeakTable<KeySet, TokenValidationParameters> _rules = [];
    private readonly ConditionalWeakTable<Caller, KnownToken> _callers = [];

    public ValueTask<ReadCredential> ReadAsync(string authorization, int tokenAt)
    {
        if (authorization.Length - tokenAt > MaxLength)
        {
            return new(ReadCredential.Refused($"The token is longer than {MaxLength} characters."));
        }

        if (keys.Current is not { } current)
        {
            return new(ReadCredential.Unavailable);
        }

        return cache.TryFind(authorization, out var known) && known.IsSignedWithOneOf(current)
            ? new(TakenUntilItExpires(known.Caller))
            : CheckAsync(authorization, authorization[tokenAt..], current);
    }

    public bool IsStillTaken(Caller caller) =>
        !_callers.TryGetValue(caller, out var known) || keys.Current is not { } current || known.IsSignedWithOneOf(current);

    private async ValueTask<ReadCredential> CheckAsync(string authorization, string text, KeySet current)
    {
        JsonWebToken token;
        try
        {
            token = _handler.ReadJsonWebToken(text);
        }
        catch (Exception)
        {
            // Nothing of it is of a known author yet, and the reader fails in many ways.
            return ReadCredential.Refused("It is no token (JWT), and no API key.");
        }

        if (!_algorithms.Contains(token.Alg, StringComparer.Ordinal))
        {
            return ReadCredential.Refused("The token's algorithm (alg) is not one of those that are accepted.");
        }

        // Who marks an extension as critical wants no reader that does not know it (RFC 7515, 4.1.11).
        if (token.TryGetHeaderValue<object>(CriticalHeader, out _))
        {
            return ReadCredential.Refused("The token has critical extensions (crit), which this server does not know.");
        }

        var result = await _handler.ValidateTokenAsync(token, RulesFor(current));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            await keys.ReadForUnknownKeyAsync();
            if (!ReferenceEquals(keys.Current, current))
            {
                current = keys.Current!;
                result = await _handler.ValidateTokenAsync(token, RulesFor(current));
            }
        }

        return result.IsValid ? Take(authorization, token, current) : ReadCredential.Refused(Problem(result.Exception));
    }

    private ReadCredential Take(string authorization, JsonWebToken token, KeySet current)
    {
        var subject = token.Subject;
        if (string.IsNullOrEmpty(subject) || subject.Length > MaxSubject || subject.Any(char.IsControl))
        {
            return ReadCredential.Refused($"The token must name a subject (sub) of at most {MaxSubject} characters.");
        }

        if (_subjects.Length > 0 && !_subjects.Contains(subject, StringComparer.Ordinal))
        {
            return ReadCredential.Refused("The token's subject (sub) is not one of those that are accepted.");
        }

        using var payload = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload));
        if (_claims.Read(payload.RootElement, out var problem) is not { } grant)
        {
            return ReadCredential.Refused(problem!);
        }

        var caller = new Caller($"sub {subject}", grant, ExpiryOf(token));
        var known = cache.Add(authorization, new KnownToken(caller, KeySet.IdentityOf(token.SigningKey), current));
        _callers.TryAdd(known.Caller, known);
        return TakenUntilItExpires(known.Caller);
    }

    private ReadCredential TakenUntilItExpires(Caller caller) => caller.ExpiresAt <= Instant.From(time.GetUtcNow())
        ? ReadCredential.Refused("The token has expired.")
        : ReadCredential.Taken(caller);

    // From then on a token is not taken; the last moments of time have no later ones.
    private static Instant ExpiryOf(JsonWebToken token) =>
        Instant.From(token.ValidTo > DateTime.MaxValue - ClockSkew ? DateTime.MaxValue : token.ValidTo + ClockSkew);

    private TokenValidationParameters RulesFor(KeySet current) => _rules.GetValue(current, rules => new TokenValidationParameters
    {
        ValidAudience = options.Value.Audience,
        ValidIssuers = rules.Issuers,
        ValidAlgorithms = _algorithms,
        IssuerSigningKeyResolver = (_, _, keyId, _) => rules.For(keyId),
        TryAllIssuerSigningKeys = false,
        LifetimeValidator = IsInTime,
        IgnoreTrailingSlashWhenValidatingAudience = false,
    });

    // By this server's clock, which a test may hold.
    private bool IsInTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters rules)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (expires is not { } end)
        {
            throw new SecurityTokenNoExpirationException();
        }

        if (end <= now - ClockSkew)
        {
            throw new SecurityTokenExpiredException();
        }

        return notBefore is not { } start || start <= now + ClockSkew ? true : throw new SecurityTokenNotYetValidException();
    }

    private static string Problem(Exception failure) => failure switch
    {
        SecurityTokenSignatureKeyNotFoundException => "The token is signed with a key that its authority does not list.",
        SecurityTokenNoExpirationException => "The token has no expiry (exp).",
        SecurityTokenExpiredException => "The token has expired.",
        SecurityTokenNotYetValidException => "The token is not valid yet (nbf).",
        SecurityTokenInvalidAudienceException => "The token is for another audience (aud).",
        SecurityTokenInvalidIssuerException => "The token is of another issuer (iss).",
        _ => "The token's signature is wrong.",
    };
}
