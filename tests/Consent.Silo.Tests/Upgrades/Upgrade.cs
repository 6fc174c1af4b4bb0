using System.IO.Compression;
using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>A database for servers of two builds, one after the other: empty, or as the old one left it.</summary>
public abstract class Upgrade : IDisposable
{
    /// <summary>Where the old build's databases are kept.</summary>
    internal static readonly string Kept = Path.Combine(Repository.Root, "tests/fixtures/5c79dda");

    private readonly TempFolder _folder = new();

    internal virtual ServerSetup Setup => new(_folder.Path);

    /// <summary>Gets the name of its files among those kept.</summary>
    internal abstract string Name { get; }

    internal string Folder => _folder.Path;

    /// <summary>Puts the old build's database in place.</summary>
    internal abstract Task LoadAsync();

    /// <summary>Keeps the database, with no server on it.</summary>
    internal abstract Task SaveAsync();

    /// <summary>Runs statements on the database.</summary>
    internal abstract void Execute(string statements);

    /// <summary>Counts rows: a table, and which of them.</summary>
    internal abstract long Count(string rows);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _folder.Dispose();

    /// <summary>The questions that the old build was asked, each with its answer.</summary>
    internal async Task<IReadOnlyList<Exchange>> AnsweredAsync()
    {
        using var text = new StreamReader(Open($"{Name}.answers.gz"));
        return Exchange.Parse(await text.ReadToEndAsync());
    }

    internal static Stream Open(string file) =>
        new GZipStream(File.OpenRead(Path.Combine(Kept, file)), CompressionMode.Decompress);

    internal static Stream Create(string file) =>
        new GZipStream(File.Create(Path.Combine(Kept, file)), CompressionLevel.SmallestSize);
}
