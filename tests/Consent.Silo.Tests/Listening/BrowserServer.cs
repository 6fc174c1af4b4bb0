using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Listening;

/// <summary>A server that pages of two origins may call, also with gRPC-Web.</summary>
public sealed class BrowserServer : IAsyncLifetime, IDisposable
{
    public const string Origin = "https://app.example.com";

    private readonly TempFolder _folder = new();

    internal ServerProcess Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
    {
        Settings = ["Browsers:GrpcWeb=true", $"Browsers:AllowedOrigins=http://localhost:3000, {Origin}"],
    });

    public async Task DisposeAsync() => await Server.DisposeAsync();

    public void Dispose() => _folder.Dispose();
}
