using System.Data.Common;
using Consent.Storage.Database;

namespace Consent.Storage.Seals;

/// <summary>Statements that both databases understand.</summary>
internal static class SealQueries
{
    // SQLite blocks the calling thread, so a statement takes a thread of the pool.
    public static Task<T> RunAsync<T>(
        this ConsentDatabase database,
        string statement,
        Func<DbCommand, CancellationToken, Task<T>> run,
        CancellationToken cancellation,
        params (string Name, object? Value)[] parameters) => Task.Run(
        async () =>
        {
            await using var command = database.Source.CreateCommand(statement);
            foreach (var (name, value) in parameters)
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
                command.Parameters.Add(parameter);
            }

            return await run(command, cancellation);
        },
        cancellation);

    public static Task<List<T>> ListAsync<T>(
        this ConsentDatabase database,
        string query,
        Func<DbDataReader, T> read,
        CancellationToken cancellation,
        params (string Name, object? Value)[] parameters) => database.RunAsync(
        query,
        async (command, token) =>
        {
            var rows = new List<T>();
            await using var reader = await command.ExecuteReaderAsync(token);
            while (await reader.ReadAsync(token))
            {
                rows.Add(read(reader));
            }

            return rows;
        },
        cancellation,
        parameters);
}
