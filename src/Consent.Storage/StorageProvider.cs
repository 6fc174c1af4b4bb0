namespace Consent.Storage;

public enum StorageProvider
{
    Sqlite = 1,
    PostgreSQL = 2,
}
