using System.Data.Common;
using Consent.Storage.Database;
using Consent.Storage.Replicas;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>
/// The writer's connection, lent to the writes of the current transaction. It stays open and its statement stays compiled, because
/// compiling the statement and its triggers costs several times as much as running it.
/// </summary>
internal sealed class SqliteWriterConnection : SqliteConnection
{
    // To register is a write of the same file, so the list cannot change before the commit.
    private const string Tail =
        $"""
        SELECT
            (SELECT id FROM database_identity),
            (SELECT mark FROM ledger WHERE position = @after),
            {SqliteRosterDatabase.Replicas},
            {RosterRows.EntryColumns}
        FROM ledger
        WHERE position > max(@after, (SELECT max(position) FROM ledger) - @most)
        ORDER BY position
        """;

    private readonly KeptCommand _statement;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _lastEntry;
    private readonly SqliteCommand _tail;
    private bool _forGood;

    public SqliteWriterConnection(string connectionString)
        : base(connectionString)
    {
        base.Open();
        using (var durable = base.CreateCommand())
        {
            // Keep undo pages in memory: with triggers a row has several, and a file for them costs more than the row.
            durable.CommandText = $"{SqliteDataSource.MakeDurable}; PRAGMA temp_store = MEMORY";
            durable.ExecuteNonQuery();
        }

        _statement = new KeptCommand(this);
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _lastEntry = Command("SELECT position, mark FROM ledger ORDER BY position DESC LIMIT 1");
        _tail = Command(Tail);
        _tail.Parameters.Add("@after", SqliteType.Integer);
        _tail.Parameters.AddWithValue("@most", LedgerTail.MostEntries);
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>The entry that was appended last; there is no other writer.</summary>
    public WrittenEntry LastEntry()
    {
        using var reader = _lastEntry.ExecuteReader();
        return reader.Read() ? new WrittenEntry(reader.GetInt64(0), reader.GetInt64(1)) : default;
    }

    /// <summary>The ledger's end as the transaction leaves it.</summary>
    public async Task<LedgerTail> ReadTailAsync(long after)
    {
        _tail.Parameters["@after"].Value = after;
        await using var reader = await _tail.ExecuteReaderAsync();
        return await RosterRows.ReadTailAsync(reader, (_, _) => { }, CancellationToken.None);
    }

    public void CloseForGood()
    {
        _forGood = true;
        _statement.DisposeForGood();
        _begin.Dispose();
        _commit.Dispose();
        _lastEntry.Dispose();
        _tail.Dispose();
        Dispose();
    }

    public override void Open()
    {
        // It is open already. A borrower opens and closes it as if it were its own.
    }

    public override void Close()
    {
        if (_forGood)
        {
            base.Close();
        }
    }

    protected override DbCommand CreateDbCommand() => _statement;

    protected override void Dispose(bool disposing)
    {
        if (_forGood)
        {
            base.Dispose(disposing);
        }
    }

    private SqliteCommand Command(string text)
    {
        var command = base.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private sealed class KeptCommand : SqliteCommand
    {
        private bool _forGood;

        public KeptCommand(SqliteConnection connection) => Connection = connection;

        public void DisposeForGood()
        {
            _forGood = true;
            Dispose();
        }

        protected override void Dispose(bool disposing)
        {
            Parameters.Clear();
            if (_forGood)
            {
                base.Dispose(disposing);
            }
        }
    }
}
