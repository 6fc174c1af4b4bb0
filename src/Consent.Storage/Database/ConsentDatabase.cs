using System.Data.Common;

namespace Consent.Storage.Database;

/// <summary>The configured database, opened and brought up to date.</summary>
public sealed record ConsentDatabase(StorageProvider Provider, DbDataSource Source)
{
    internal Dialect Dialect { get; } = Dialect.Of(Provider);
}
