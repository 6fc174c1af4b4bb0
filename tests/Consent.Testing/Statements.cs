using System.Data.Common;
using System.Globalization;

namespace Consent.Testing;

/// <summary>Plain SQL that every database understands. Whole numbers and flags come back as <see cref="long"/>.</summary>
public static class Statements
{
    public static async Task<int> ExecuteAsync(this DbDataSource source, string statement, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(source, statement, parameters);
        return await command.ExecuteNonQueryAsync();
    }

    public static async Task<object?> ScalarAsync(this DbDataSource source, string query, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(source, query, parameters);
        return Plain(await command.ExecuteScalarAsync());
    }

    public static async Task<List<Dictionary<string, object?>>> RowsAsync(this DbDataSource source, string query)
    {
        await using var command = Command(source, query, []);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, column => Plain(reader.GetValue(column))));
        }

        return rows;
    }

    public static async Task<List<long>> PositionsAsync(this DbDataSource source) =>
        [.. (await source.RowsAsync("SELECT position FROM ledger ORDER BY position")).Select(row => (long)row["position"]!)];

    private static DbCommand Command(DbDataSource source, string statement, (string Name, object? Value)[] parameters)
    {
        var command = source.CreateCommand(statement);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static object? Plain(object? value) => value switch
    {
        null or DBNull => null,
        bool or int or short or byte => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        _ => value,
    };
}
