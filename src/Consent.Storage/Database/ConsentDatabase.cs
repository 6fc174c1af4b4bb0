using System.Data.Common;

namespace Consent.Storage.Database;

/// <summary>The database that the settings name, opened and brought up to date.</summary>
public sealed record ConsentDatabase(StorageProvider Provider, DbDataSource Source);
