using Consent.Storage.Database;

namespace Consent.Storage.Records;

/// <summary>
/// Tells whether a record could be written now. It writes a row that is no record's and appends no ledger entry, but goes through all
/// that a record's write goes through: the table, its triggers, the turn among the writers, and a durable commit.
/// </summary>
/// <param name="database">Where it is written.</param>
/// <param name="turn">The embedded database's one writer.</param>
public sealed class WriteProbe(ConsentDatabase database, IWriteTurn? turn = null)
{
    // The one row is written again and again. An update needs more than an insert does: a published table refuses it that has no
    // replica identity.
    private const string Statement =
        """
        INSERT INTO OrleansStorage
            (GrainIdHash, GrainIdN0, GrainIdN1, GrainTypeHash, GrainTypeString, GrainIdExtensionString, ServiceId, ModifiedOn, Version)
        VALUES (0, 0, 0, 0, 'write-probe', 'write-probe', 'consent', CURRENT_TIMESTAMP, 1)
        ON CONFLICT (GrainIdExtensionString, GrainTypeString, ServiceId) DO UPDATE SET ModifiedOn = excluded.ModifiedOn
        """;

    /// <summary>Writes; returns after the commit.</summary>
    /// <exception cref="System.Data.Common.DbException">The database takes no writes.</exception>
    /// <exception cref="StorageStuckException">The write's turn did not come.</exception>
    public Task WriteAsync() => turn?.RunAsync(RunAsync) ?? RunAsync();

    private Task RunAsync() => database.Source.RunAsync(
        Statement, static (command, token) => command.ExecuteNonQueryAsync(token), CancellationToken.None);
}
