using Consent.Storage.Database;

namespace Consent.Storage.Seals;

/// <summary>A column of the ledger, as its bytes are read.</summary>
internal sealed record EntryColumn(string Name, EntryColumnKind Kind)
{
    /// <summary>The columns in the order in which a seal covers them: docs/evidence.md.</summary>
    public static readonly IReadOnlyList<EntryColumn> All =
    [
        Number("position"), Number("mark"), Number("kind"),
        Text("record_key"), Text("record_sender_number"), Text("record_account_id"), Text("customer_number"),
        Number("record_revision"), Number("record_state"), Flag("record_was_opted_out"), Number("record_changed_at"),
        Number("record_source"), Text("record_keyword"),
        Number("source"), Text("sender_number"), Text("account_id"), Text("message_id"), Text("gateway"), Text("actor"),
        Text("evidence"), Text("body"), Text("keyword"), Text("rule_set"), Number("repairs"),
        Number("given_at"), Number("sent_at"), Number("arrived_at"), Number("occurred_at"), Number("recorded_at"),
        Flag("applied"), Flag("moved"), Text("reply"), Text("identity"), Text("registered"),
    ];

    /// <summary>All columns: numbers as such, and texts as bytes.</summary>
    public static string Selected(Dialect dialect) => string.Join(", ", All.Select(column => column.In(dialect)));

    private static EntryColumn Number(string name) => new(name, EntryColumnKind.Number);

    private static EntryColumn Flag(string name) => new(name, EntryColumnKind.Flag);

    private static EntryColumn Text(string name) => new(name, EntryColumnKind.Text);

    private string In(Dialect dialect) => Kind switch
    {
        EntryColumnKind.Text => dialect.TextAsBytes(Name),
        EntryColumnKind.Flag => dialect.FlagAsNumber(Name),
        _ => dialect.WideNumber(Name),
    };
}

internal enum EntryColumnKind
{
    Number,
    Flag,
    Text,
}
