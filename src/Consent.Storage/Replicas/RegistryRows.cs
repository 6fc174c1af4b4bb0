using System.Data.Common;
using System.Text.Json;
using Consent.Core.Registry;
using Consent.Storage.Json;

namespace Consent.Storage.Replicas;

/// <summary>Accounts and senders as rows, the same in both databases.</summary>
public static class RegistryRows
{
    // As its last entry has it: the tables have the columns of the schema's first version only. Not joined, since PostgreSQL might
    // then read the whole ledger.
    public const string AccountsQuery =
        "SELECT (SELECT registered FROM ledger WHERE position = last_position) FROM account ORDER BY account_id";

    // Nearly in the order in which a roster keeps them, so that it has little to move.
    public const string SendersQuery =
        """
        SELECT (SELECT registered FROM ledger WHERE position = last_position) FROM sender
        ORDER BY length(sender_number), sender_number
        """;

    // In the order in which a roster lists them.
    public const string ApiKeysQuery =
        """
        SELECT (SELECT registered FROM ledger WHERE position = last_position), secret_digest FROM api_key ORDER BY created_at, id
        """;

    public static RosterChange ReadApiKey(DbDataReader row) => ReadApiKey(row.GetString(0), row.GetFieldValue<byte[]>(1));

    public static RosterChange ReadAccount(DbDataReader row) =>
        new(Account: JsonSerializer.Deserialize(row.GetString(0), ConsentJson.Default.Account));

    public static RosterChange ReadSender(DbDataReader row) =>
        new(Sender: JsonSerializer.Deserialize(row.GetString(0), ConsentJson.Default.Sender));

    /// <summary>The account, sender or API key that an entry of the ledger registered.</summary>
    /// <param name="kind">The entry's kind.</param>
    /// <param name="registered">What was registered, as JSON.</param>
    /// <param name="secretDigest">The digest of an API key's secret, which no entry has; null where it is not needed.</param>
    public static RosterChange ReadEntry(int kind, string registered, byte[]? secretDigest = null) => (RegistryEntryKind)kind switch
    {
        RegistryEntryKind.ApiKeyPut => ReadApiKey(registered, secretDigest ?? []),
        RegistryEntryKind.AccountPut => new(Account: JsonSerializer.Deserialize(registered, ConsentJson.Default.Account)),
        RegistryEntryKind.SenderPut => new(Sender: JsonSerializer.Deserialize(registered, ConsentJson.Default.Sender)),
        _ => throw new InvalidOperationException($"An entry of the registry has the unknown kind {kind}."),
    };

    private static RosterChange ReadApiKey(string registered, byte[] secretDigest) =>
        new(ApiKey: new RosterApiKey(JsonSerializer.Deserialize(registered, ConsentJson.Default.ApiKey)!, secretDigest));
}
