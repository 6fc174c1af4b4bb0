using System.Data.Common;

namespace Consent.Storage.Database;

/// <summary>Runs statements with named parameters.</summary>
/// <remarks>SQLite blocks the calling thread, even in methods that are named Async. So every statement takes a thread of the pool.</remarks>
internal static class Query
{
    public static Task<T> RunAsync<T>(
        this DbDataSource source,
        string statement,
        Func<DbCommand, CancellationToken, Task<T>> run,
        CancellationToken cancellation,
        params (string Name, object? Value)[] parameters) => Task.Run(
        async () =>
        {
            await using var command = source.CreateCommand(statement);
            command.Bind(parameters);
            return await run(command, cancellation);
        },
        cancellation);

    public static Task<List<T>> ListAsync<T>(
        this DbDataSource source,
        string query,
        Func<DbDataReader, T> read,
        CancellationToken cancellation,
        params (string Name, object? Value)[] parameters) => source.RunAsync(
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

    public static void Bind(this DbCommand command, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }
    }
}
