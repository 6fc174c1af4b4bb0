using Consent.Storage.Database;
using Consent.Storage.Tests.Databases;

namespace Consent.Storage.Tests.Numbers;

/// <summary>Makes a transaction fail that takes away one row of a record.</summary>
internal static class Fault
{
    public static async Task AddAsync(ITestDatabase database, string recordKey)
    {
        if (database.Store.Provider == StorageProvider.Sqlite)
        {
            await database.Source.ExecuteAsync(
                $"""
                CREATE TRIGGER fault BEFORE DELETE ON consent_record WHEN OLD.record_key = '{recordKey}'
                BEGIN
                    SELECT RAISE(ABORT, 'a fault');
                END
                """);
            return;
        }

        await database.Source.ExecuteAsync(
            $"""
            CREATE TRIGGER fault BEFORE DELETE ON consent_record FOR EACH ROW WHEN (OLD.record_key = '{recordKey}')
                EXECUTE FUNCTION refuse_with_reason('a fault')
            """);
    }

    public static Task RemoveAsync(ITestDatabase database) => database.Source.ExecuteAsync(
        database.Store.Provider == StorageProvider.Sqlite ? "DROP TRIGGER fault" : "DROP TRIGGER fault ON consent_record");
}
