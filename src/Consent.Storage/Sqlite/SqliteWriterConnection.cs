using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Consent.Storage.Sqlite;

/// <summary>
/// The writer's connection, lent to the writes of the current transaction. It stays open and its statement stays compiled, because
/// compiling the statement and its triggers costs several times as much as running it.
/// </summary>
internal sealed class SqliteWriterConnection : SqliteConnection
{
    private readonly KeptCommand _statement;
    private readonly SqliteCommand _begin;
    private readonly SqliteCommand _commit;
    private readonly SqliteCommand _lastPosition;
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
        _lastPosition = Command("SELECT coalesce(max(position), 0) FROM ledger");
    }

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    /// <summary>The position of the entry that was appended last; there is no other writer.</summary>
    public long LastPosition() => (long)_lastPosition.ExecuteScalar()!;

    public void CloseForGood()
    {
        _forGood = true;
        _statement.DisposeForGood();
        _begin.Dispose();
        _commit.Dispose();
        _lastPosition.Dispose();
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
