using System.Globalization;
using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Grpc.Wire;
using Consent.Roster.Memory;
using Consent.V1;
using ApiKey = Consent.Core.Access.ApiKey;

namespace Consent.Grpc.Access;

/// <summary>The fields of API keys in requests.</summary>
internal static class ApiKeyFields
{
    /// <summary>The most accounts, and the most sender numbers, that a key is limited to.</summary>
    private const int MaxListed = 100;

    private static readonly int MaxRoles = Enum.GetValues<Role>().Length - 1;

    /// <summary>The key that is asked for, without an id.</summary>
    /// <param name="request">The request.</param>
    /// <param name="now">The database's clock.</param>
    public static ApiKey Read(CreateApiKeyRequest request, Instant now)
    {
        var reader = new RequestReader(now);

        // A limit that this server does not know would not hold.
        reader.RefuseUnknown(request);
        var name = reader.Id("display_name", request.DisplayName, AccountChecks.MaxName);
        var roles = reader.Roles(request);
        var accounts = reader.Accounts(request);
        var senders = reader.Senders(request);
        var expiresAt = reader.LaterTime("expire_time", request.ExpireTime);
        reader.ThrowIfInvalid();
        return new ApiKey
        {
            Id = default,
            DisplayName = name,
            Grant = new Grant(roles, accounts, senders),
            CreatedAt = now,
            ExpiresAt = expiresAt,
        };
    }

    public static ApiKeyId ApiKeyId(this ref RequestReader reader, string field, string text)
    {
        if (text.Length == 0)
        {
            reader.Add(field, ErrorReason.FieldRequired, $"{field} is required.");
        }
        else if (!Core.Access.ApiKeyId.TryParse(text, out var id))
        {
            reader.Add(field, ErrorReason.ApiKeyIdInvalid, $"{field} is not the id of an API key: 16 hexadecimal digits, in lower case.");
        }
        else
        {
            return id;
        }

        return default;
    }

    /// <summary>A key's place in the list, as a page token has it.</summary>
    public static string TextOf(ApiKeyPlace place) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.CreatedAt.Milliseconds}-{place.Id}");

    /// <inheritdoc cref="TextOf"/>
    public static ApiKeyPlace? PlaceOf(string text) =>
        text.Split('-') is [var at, var id]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
        && Core.Access.ApiKeyId.TryParse(id, out var read)
            ? new ApiKeyPlace(new Instant(milliseconds), read)
            : null;

    private static Roles Roles(this ref RequestReader reader, CreateApiKeyRequest request)
    {
        reader.Count("roles", request.Roles.Count, MaxRoles);
        var roles = Core.Access.Roles.None;
        for (var index = 0; index < request.Roles.Count; index++)
        {
            var role = WireApiKeys.ToCore(request.Roles[index]);
            if (role == Core.Access.Roles.None)
            {
                reader.Add(Item("roles", index), ErrorReason.EnumUnknown, $"{Item("roles", index)} is not a known role.");
            }

            roles |= role;
        }

        return roles;
    }

    private static List<AccountId> Accounts(this ref RequestReader reader, CreateApiKeyRequest request)
    {
        var accounts = new List<AccountId>();
        if (reader.HasAtMost("account_ids", request.AccountIds.Count, MaxListed))
        {
            for (var index = 0; index < request.AccountIds.Count; index++)
            {
                accounts.Add(reader.Account(Item("account_ids", index), request.AccountIds[index]));
            }
        }

        return accounts;
    }

    private static List<SenderNumber> Senders(this ref RequestReader reader, CreateApiKeyRequest request)
    {
        var senders = new List<SenderNumber>();
        if (reader.HasAtMost("sender_numbers", request.SenderNumbers.Count, MaxListed))
        {
            for (var index = 0; index < request.SenderNumbers.Count; index++)
            {
                senders.Add(reader.Sender(Item("sender_numbers", index), request.SenderNumbers[index]));
            }
        }

        if (senders.Count > 0 && request.AccountIds.Distinct(StringComparer.Ordinal).Count() is not 1 and var accounts)
        {
            reader.Add(
                "sender_numbers",
                accounts == 0 ? ErrorReason.ScopeRequired : ErrorReason.ScopeAmbiguous,
                "sender_numbers limit a key within one account: name exactly one in account_ids.");
        }

        return senders;
    }

    private static bool HasAtMost(this ref RequestReader reader, string field, int count, int limit)
    {
        if (count > limit)
        {
            reader.Add(Violation.TooMany(field, limit));
        }

        return count <= limit;
    }

    private static string Item(string field, int index) => string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]");
}
