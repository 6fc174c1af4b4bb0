using System.Text.Json;
using Consent.Core.Access;
using Consent.Core.Numbers;

namespace Consent.Silo.Access;

/// <summary>Reads what a token's claims grant. Nothing that cannot be read ever widens a grant.</summary>
internal sealed class TokenClaims(JwtOptions options)
{
    private static readonly char[] Separators = [' ', ','];

    // A sender ID may have spaces in it.
    private static readonly char[] SenderSeparators = [','];

    private const StringSplitOptions WithoutBlanks = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    private static readonly Grant Nothing = new(Roles.None);

    /// <summary>The grant of a token's payload, whose signature was checked.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="problem">Why there is no grant; null where there is one, which may allow nothing.</param>
    public Grant? Read(JsonElement payload, out string? problem)
    {
        problem = null;
        if (!TryRead(payload, options.AccountsClaim, Separators, AccountId.TryParse, out List<AccountId>? accounts))
        {
            problem = $"The token's claim '{options.AccountsClaim}' must hold account ids.";
            return null;
        }

        if (!TryRead(payload, options.SendersClaim, SenderSeparators, TryParseSender, out List<SenderNumber>? senders)
            || (senders is not null && accounts?.Distinct().Count() != 1))
        {
            problem = $"The token's claim '{options.SendersClaim}' must hold sender numbers, "
                + $"and '{options.AccountsClaim}' their one account.";
            return null;
        }

        // A claim that names none is not a claim that is not there.
        return accounts is { Count: 0 } || senders is { Count: 0 } || (accounts is null && !options.UnlimitedWithoutAccounts)
            ? Nothing
            : new Grant(RolesOf(payload), accounts, senders);
    }

    private static bool TryParseSender(string text, out SenderNumber number) => SenderNumber.TryParse(text, out number);

    private Roles RolesOf(JsonElement payload)
    {
        var names = payload.TryGetProperty(options.RoleClaim, out var claim) ? Values(claim, Separators) ?? [] : [];
        return names.Aggregate(Roles.None, (roles, name) => roles | RoleNames.Parse(name));
    }

    // Null where the claim is not there.
    private static bool TryRead<T>(
        JsonElement payload, string claim, char[] separators, Parse<T> parse, out List<T>? read)
    {
        read = null;
        if (!payload.TryGetProperty(claim, out var value))
        {
            return true;
        }

        if (Values(value, separators) is not { } texts)
        {
            return false;
        }

        read = [];
        foreach (var text in texts)
        {
            if (!parse(text, out var parsed))
            {
                return false;
            }

            read.Add(parsed);
        }

        return true;
    }

    // An array of texts, or one text with the values in it. Null has none.
    private static string[]? Values(JsonElement claim, char[] separators) => claim.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.String => claim.GetString()!.Split(separators, WithoutBlanks),
        JsonValueKind.Array when claim.EnumerateArray().All(value => value.ValueKind == JsonValueKind.String) =>
            [.. claim.EnumerateArray().Select(value => value.GetString()!)],
        _ => null,
    };

    private delegate bool Parse<T>(string text, out T parsed);
}
