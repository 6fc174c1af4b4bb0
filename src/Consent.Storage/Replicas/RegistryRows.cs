using System.Data.Common;
using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Registry;
using Consent.Storage.Json;

namespace Consent.Storage.Replicas;

/// <summary>Accounts and senders as rows, the same in both databases.</summary>
public static class RegistryRows
{
    // As its last entry has it: the table has the columns of the schema's first version only. Not joined, since PostgreSQL might
    // then read the whole ledger.
    public const string AccountsQuery =
        "SELECT (SELECT registered FROM ledger WHERE position = last_position) FROM account ORDER BY account_id";

    // Nearly in the order in which a roster keeps them, so that it has little to move.
    public const string SendersQuery =
        """
        SELECT sender_number, account_id, kind, display_name, revision, reply_number FROM sender
        ORDER BY length(sender_number), sender_number
        """;

    public static RosterChange ReadAccount(DbDataReader row) =>
        new(Account: JsonSerializer.Deserialize(row.GetString(0), ConsentJson.Default.Account));

    public static RosterChange ReadSender(DbDataReader row) => new(Sender: new Sender
    {
        Number = SenderNumber.Parse(row.GetString(0)),
        Account = AccountId.Parse(row.GetString(1)),
        Kind = (SenderKind)row.GetInt32(2),
        DisplayName = row.GetString(3),
        Revision = row.GetInt64(4),
        ReplyNumber = row.GetString(5) is { Length: > 0 } number ? SenderNumber.Parse(number) : null,
    });

    /// <summary>The account or sender that an entry of the ledger registered.</summary>
    public static RosterChange ReadEntry(int kind, string registered) => (RegistryEntryKind)kind switch
    {
        RegistryEntryKind.AccountPut => new(Account: JsonSerializer.Deserialize(registered, ConsentJson.Default.Account)),
        RegistryEntryKind.SenderPut => new(Sender: JsonSerializer.Deserialize(registered, ConsentJson.Default.Sender)),
        _ => throw new InvalidOperationException($"An entry of the registry has the unknown kind {kind}."),
    };
}
