using Consent.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Consent.Bench;

/// <summary>What the disk and SQLite give at best: one prepared insert, committed by itself, one writer at a time.</summary>
internal static class BareSqlite
{
    public static async Task RunAsync(FileInfo file, int callers, int count)
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            File.Delete(file.FullName + suffix);
        }

        using var source = SqliteDataSource.Create($"Data Source={file.FullName}");
        using var connection = (SqliteConnection)await source.OpenConnectionAsync();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "CREATE TABLE event (id INTEGER PRIMARY KEY, sender TEXT, customer TEXT, body TEXT)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO event (id, sender, customer, body) VALUES (@id, '+15550001111', '+15557654321', 'STOP')";
        var id = insert.Parameters.Add("@id", SqliteType.Integer);
        using var turn = new SemaphoreSlim(1, 1);
        await ClosedLoop.RunAsync("bare", callers, count, async (_, index) =>
        {
            await turn.WaitAsync();
            try
            {
                id.Value = index;
                insert.ExecuteNonQuery();
            }
            finally
            {
                turn.Release();
            }
        });
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }
}
