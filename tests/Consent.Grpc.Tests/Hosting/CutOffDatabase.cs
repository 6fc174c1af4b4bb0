using Consent.Storage.Replicas;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>The roster's way to the database, which can be cut, or hang.</summary>
internal sealed class CutOffDatabase(bool isCut = false) : IRosterDatabase
{
    private IRosterDatabase? _inner;
    private volatile bool _isCut = isCut;

    public bool IsCut
    {
        get => _isCut;
        set => _isCut = value;
    }

    /// <summary>Gets or sets what a poll waits for: null lets it go.</summary>
    public TaskCompletionSource? Hold { get; set; }

    private IRosterDatabase Inner => IsCut ? throw new IOException("The database is away.") : _inner!;

    public void Intercept(IServiceCollection services) => services.AddSingleton<IRosterDatabase>(provider =>
    {
        _inner = new SqliteRosterDatabase(provider.GetRequiredService<SqliteDataSource>());
        return this;
    });

    public Task RegisterAsync(Replica replica, CancellationToken cancellation) => Inner.RegisterAsync(replica, cancellation);

    public Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation) => Inner.LoadAsync(add, cancellation);

    public async Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation)
    {
        if (Hold is { } hold)
        {
            await hold.Task;
        }

        return await Inner.PollAsync(replicaId, afterPosition, page, cancellation);
    }

    public Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation) =>
        Inner.RetireAsync(replicaIds, cancellation);

    public Task DeleteAsync(string replicaId, CancellationToken cancellation) => Inner.DeleteAsync(replicaId, cancellation);
}
