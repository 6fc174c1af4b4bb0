namespace Consent.Silo.Tests.Servers;

/// <summary>One server for the tests of a class, each with customers of its own.</summary>
public sealed class SharedServer : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    internal ServerProcess Server { get; private set; } = null!;

    internal string DatabasePath => _folder.Database;

    public async Task InitializeAsync() => Server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
