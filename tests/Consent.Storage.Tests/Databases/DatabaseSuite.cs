namespace Consent.Storage.Tests.Databases;

/// <summary>Tests that any database has to pass, unchanged: a class of each database derives from each of them.</summary>
public abstract class DatabaseSuite(Func<ITestDatabase> create) : IDisposable
{
    protected ITestDatabase Database { get; } = create();

    protected OrleansWriter Writer => Database.Writer;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => Database.Dispose();
}
