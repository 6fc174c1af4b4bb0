using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Core.Registry;
using Consent.Core.Texts;
using Consent.Storage.Json;

namespace Consent.Storage.Replicas;

/// <summary>Accounts and senders as rows, the same in both databases.</summary>
public static class RegistryRows
{
    public const string AccountsQuery =
        """
        SELECT account_id, display_name, product_name, resubscribe_policy, keyword_matching, opt_out_keywords, opt_in_keywords,
            help_keywords, opt_out_confirmation, opt_in_confirmation, help_reply, revision
        FROM account ORDER BY account_id
        """;

    // Nearly in the order in which a roster keeps them, so that it has little to move.
    public const string SendersQuery =
        "SELECT sender_number, account_id, kind, display_name, revision FROM sender ORDER BY length(sender_number), sender_number";

    private const string NoKeywords = "[]";

    public static RosterChange ReadAccount(DbDataReader row) => new(Account: new Account
    {
        Id = AccountId.Parse(row.GetString(0)),
        DisplayName = row.GetString(1),
        ProductName = row.GetString(2),
        ResubscribePolicy = (ResubscribePolicy)row.GetInt32(3),
        KeywordMatching = (KeywordMatching)row.GetInt32(4),
        Keywords = ReadKeywords(row.GetString(5), row.GetString(6), row.GetString(7)),
        Replies = new ReplyTemplates
        {
            OptOutConfirmation = row.GetString(8),
            OptInConfirmation = row.GetString(9),
            Help = row.GetString(10),
        },
        Revision = row.GetInt64(11),
    });

    public static RosterChange ReadSender(DbDataReader row) => new(Sender: new Sender
    {
        Number = SenderNumber.Parse(row.GetString(0)),
        Account = AccountId.Parse(row.GetString(1)),
        Kind = (SenderKind)row.GetInt32(2),
        DisplayName = row.GetString(3),
        Revision = row.GetInt64(4),
    });

    /// <summary>The account or sender that an entry of the ledger registered.</summary>
    public static RosterChange ReadEntry(int kind, string registered) => (RegistryEntryKind)kind switch
    {
        RegistryEntryKind.AccountPut => new(Account: JsonSerializer.Deserialize(registered, ConsentJson.Default.Account)),
        RegistryEntryKind.SenderPut => new(Sender: JsonSerializer.Deserialize(registered, ConsentJson.Default.Sender)),
        _ => throw new InvalidOperationException($"An entry of the registry has the unknown kind {kind}."),
    };

    private static OwnKeywords ReadKeywords(string optOut, string optIn, string help) =>
        (optOut, optIn, help) == (NoKeywords, NoKeywords, NoKeywords)
            ? OwnKeywords.None
            : new OwnKeywords { OptOut = ReadArray(optOut), OptIn = ReadArray(optIn), Help = ReadArray(help) };

    private static ImmutableArray<string> ReadArray(string json) =>
        JsonSerializer.Deserialize(json, ConsentJson.Default.ImmutableArrayString);
}
