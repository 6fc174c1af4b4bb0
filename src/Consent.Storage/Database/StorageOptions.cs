using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Consent.Storage.Database;

/// <summary>Where records and the ledger are kept.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Gets or sets the kind of database.</summary>
    /// <value><c>Sqlite</c>, which is the default: embedded, for one server; or <c>PostgreSQL</c>, 14 or later.</value>
    [EnumDataType(typeof(StorageProvider))]
    public StorageProvider Provider { get; set; } = StorageProvider.Sqlite;

    /// <summary>Gets or sets how to reach it.</summary>
    /// <value>The default is <c>Data Source=consent.db</c>, a file in the working folder. For PostgreSQL as Npgsql reads it:
    /// <c>Host=db.example;Database=consent;Username=consent;Password=...</c>; several hosts are tried for the primary.</value>
    [Required]
    public string ConnectionString { get; set; } = "Data Source=consent.db";
}

public enum StorageProvider
{
    Sqlite = 1,
    PostgreSQL = 2,
}

[OptionsValidator]
internal sealed partial class StorageOptionsValidator : IValidateOptions<StorageOptions>;
