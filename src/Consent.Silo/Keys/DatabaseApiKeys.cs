using Consent.Grpc.Access;
using Consent.Roster.Acknowledgements;
using Consent.Silo.Startup;
using Consent.Storage;
using Consent.Storage.Database;
using Consent.Storage.Replicas;
using Consent.Storage.Sqlite;
using Consent.V1;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Keys;

/// <summary>Opens the database itself, without a server: for whoever has its connection string.</summary>
internal sealed class DatabaseApiKeys : IApiKeys
{
    private static readonly string MadeBy = $"{Environment.UserName} at {Environment.MachineName}";

    private readonly ServiceProvider _services;
    private readonly ConsentDatabase _database;

    /// <param name="configuration">The configuration.</param>
    /// <param name="check">What checks the whole of it.</param>
    /// <param name="mayBeNew">Whether an embedded database that is not there yet is made.</param>
    /// <exception cref="StorageRefusedException">The database cannot be used as it is, or a server has the embedded one.</exception>
    /// <exception cref="StartupRefusal">The configuration is wrong.</exception>
    public DatabaseApiKeys(IConfiguration configuration, IOptionsCheck check, bool mayBeNew)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        var services = new ServiceCollection();
        services.AddConsentStorage();
        services.Configure<StorageOptions>(section);
        services.AddSingleton<LocalApiKeys>();
        _services = services.BuildServiceProvider();
        var storage = new OptionsCheck<StorageOptions>(section, _services.GetServices<IValidateOptions<StorageOptions>>());
        if (check.Failures().Concat(storage.Failures()).ToList() is { Count: > 0 } failures)
        {
            throw new StartupRefusal(failures);
        }

        if (!mayBeNew)
        {
            RequireFile(_services.GetRequiredService<IOptions<StorageOptions>>().Value);
        }

        _database = _services.GetRequiredService<ConsentDatabase>();
    }

    public string Place => _database.Source is SqliteDataSource file
        ? $"the database {file.Path}"
        : "the PostgreSQL database of Storage:ConnectionString";

    private LocalApiKeys Keys => _services.GetRequiredService<LocalApiKeys>();

    public Task<CreateApiKeyResponse> CreateAsync(CreateApiKeyRequest request, CancellationToken cancellation) =>
        Keys.CreateAsync(request, MadeBy);

    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellation) => Keys.ListAsync(cancellation);

    public Task<ApiKey> RevokeAsync(RevokeApiKeyRequest request, CancellationToken cancellation) => Keys.RevokeAsync(request, MadeBy);

    public Task AcknowledgeAsync(Action<TimeSpan> waiting, CancellationToken cancellation) =>
        new OutsideAcknowledgement(_services.GetRequiredService<IRosterDatabase>(), TimeProvider.System)
            .WaitAsync(waiting, cancellation);

    // In another working folder it would be another one.
    private static void RequireFile(StorageOptions options)
    {
        if (options.Provider == StorageProvider.Sqlite && SqliteDataSource.Create(options.ConnectionString).Path is var path && !File.Exists(path))
        {
            throw new StartupRefusal([$"There is no database {path}. Run the command where the server runs, or give Storage:ConnectionString."]);
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
