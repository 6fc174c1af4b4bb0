namespace Consent.Storage.Database;

public enum StorageProvider
{
    Sqlite = 1,
    PostgreSQL = 2,
}
