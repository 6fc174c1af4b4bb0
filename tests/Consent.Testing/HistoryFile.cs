namespace Consent.Testing;

/// <summary>Where a test's history goes. It stays behind where the test says so.</summary>
public sealed class HistoryFile : IDisposable
{
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"consent-history-{Guid.NewGuid():N}.jsonl");

    /// <summary>Gets or sets a value indicating whether somebody will want to read it.</summary>
    public bool IsKept { get; set; }

    public void Dispose()
    {
        if (!IsKept)
        {
            File.Delete(Path);
        }
    }
}
