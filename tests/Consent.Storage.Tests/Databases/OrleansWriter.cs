using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Consent.Storage.Json;
using Consent.Storage.Records;
using Consent.Storage.Registry;

namespace Consent.Storage.Tests.Databases;

/// <summary>Runs the statements of <c>OrleansQuery</c> with the parameters that Orleans' ADO.NET storage gives them.</summary>
/// <param name="source">The database.</param>
/// <param name="write">What writes a row instead, and answers the new version, or null for a conflict.</param>
public sealed class OrleansWriter(DbDataSource source, Func<StateRow, Task<int?>>? write = null)
{
    private const string ServiceId = "consent";

    /// <summary>The new version, or null for a conflict.</summary>
    public Task<int?> WriteAsync(ConsentGrainState state, int? version) =>
        WriteAsync(ConsentGrainState.Name, state, ConsentJson.Default.ConsentGrainState, version);

    /// <inheritdoc cref="WriteAsync(ConsentGrainState, int?)"/>
    public Task<int?> WriteAsync(AccountGrainState state, int? version) =>
        WriteAsync(AccountGrainState.Name, state, ConsentJson.Default.AccountGrainState, version);

    /// <inheritdoc cref="WriteAsync(ConsentGrainState, int?)"/>
    public Task<int?> WriteAsync(SenderGrainState state, int? version) =>
        WriteAsync(SenderGrainState.Name, state, ConsentJson.Default.SenderGrainState, version);

    /// <summary>The state as stored, with its version; null where there is none.</summary>
    public async Task<(ConsentGrainState State, int Version)?> ReadAsync(string key)
    {
        var statement = (string)(await source.ScalarAsync("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'ReadFromStorageKey'"))!;
        await using var command = source.CreateCommand(statement);
        foreach (var (name, value) in new (string, object)[]
        {
            ("GrainIdExtensionString", key), ("GrainTypeString", ConsentGrainState.Name), ("ServiceId", ServiceId),
        })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync()
            ? (JsonSerializer.Deserialize((byte[])reader["PayloadBinary"], ConsentJson.Default.ConsentGrainState)!,
                Convert.ToInt32(reader["Version"], CultureInfo.InvariantCulture))
            : null;
    }

    private Task<int?> WriteAsync<T>(string name, T state, JsonTypeInfo<T> json, int? version)
        where T : IStoredState =>
        (write ?? WriteAsync)(new StateRow(
            name, state.Key, ServiceId, state.Revision, version, JsonSerializer.SerializeToUtf8Bytes(state, json)));

    private async Task<int?> WriteAsync(StateRow row)
    {
        var statement = (string)(await source.ScalarAsync("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'WriteToStorageKey'"))!;
        var written = await source.ScalarAsync(
            statement,
            ("GrainIdHash", 1),
            ("GrainIdN0", 0L),
            ("GrainIdN1", 0L),
            ("GrainTypeHash", 2),
            ("GrainTypeString", row.Name),
            ("GrainIdExtensionString", row.Key.ToString()),
            ("ServiceId", row.ServiceId),
            ("GrainStateVersion", row.Version),
            ("PayloadBinary", row.Payload));
        return written is null ? null : Convert.ToInt32(written, CultureInfo.InvariantCulture);
    }
}
