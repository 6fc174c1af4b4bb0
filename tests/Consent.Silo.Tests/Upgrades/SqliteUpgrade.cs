using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>SQLite: its file.</summary>
public sealed class SqliteUpgrade : Upgrade
{
    internal override string Name => "sqlite";

    private string Path => System.IO.Path.Combine(Folder, "consent.db");

    internal override async Task LoadAsync()
    {
        await using var kept = Open("sqlite.db.gz");
        await using var file = File.Create(Path);
        await kept.CopyToAsync(file);
    }

    internal override void Execute(string statements) => Database.Execute(Path, statements);

    internal override long Count(string rows) => Database.Ask<long>(Path, $"SELECT count(*) FROM {rows}");

    internal override async Task SaveAsync()
    {
        // With the log of writes brought in, the file is the whole database.
        Database.Execute(Path, "PRAGMA wal_checkpoint(TRUNCATE)");
        await using var file = File.OpenRead(Path);
        await using var kept = Create("sqlite.db.gz");
        await file.CopyToAsync(kept);
    }
}
