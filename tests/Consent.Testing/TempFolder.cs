namespace Consent.Testing;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("consent-").FullName;

    /// <summary>Gets where a server in this folder keeps its database.</summary>
    public string Database => File("consent.db");

    /// <summary>Gets the connection string of that database.</summary>
    public string ConnectionString => $"Data Source={Database}";

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
