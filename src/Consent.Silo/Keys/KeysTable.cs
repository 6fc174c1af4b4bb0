using System.Globalization;
using System.Text;
using Consent.V1;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;

namespace Consent.Silo.Keys;

/// <summary>API keys as the command writes them.</summary>
internal static class KeysTable
{
    private const string None = "-";

    private static readonly string[] Heading =
        ["ID", "ROLES", "ACCOUNTS", "SENDERS", "CREATED", "EXPIRES", "REVOKED", "LAST USED", "NAME"];

    /// <summary>A key in words.</summary>
    public static string Describe(ApiKey key)
    {
        var text = new StringBuilder($"API key {key.ApiKeyId} for {Roles(key)}");
        text.Append(key.AccountIds.Count > 0 ? $" of {string.Join(", ", key.AccountIds)}" : " of all accounts");
        text.Append(key.SenderNumbers.Count > 0 ? $", sender numbers {string.Join(", ", key.SenderNumbers)}" : "");
        text.Append(key.ExpireTime is not null ? $", until {Time(key.ExpireTime)}" : "");
        return text.ToString();
    }

    /// <summary>A line for each key, below a heading.</summary>
    public static string Of(IReadOnlyList<ApiKey> keys)
    {
        string[][] rows = [Heading, .. keys.Select(Row)];
        var widths = Heading.Select((_, column) => rows.Max(row => row[column].Length)).ToList();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((value, column) => value.PadRight(widths[column]))).TrimEnd());
        }

        return text.ToString();
    }

    private static string[] Row(ApiKey key) =>
    [
        key.ApiKeyId, Roles(key), Listed(key.AccountIds), Listed(key.SenderNumbers), Time(key.CreateTime), Time(key.ExpireTime),
        Time(key.RevokeTime), Time(key.LastUsedTime), key.DisplayName,
    ];

    private static string Roles(ApiKey key) => string.Join(',', key.Roles.Select(role => role.ToString().ToLowerInvariant()));

    private static string Listed(RepeatedField<string> values) => values.Count > 0 ? string.Join(',', values) : None;

    private static string Time(Timestamp? time) =>
        time?.ToDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? None;
}
