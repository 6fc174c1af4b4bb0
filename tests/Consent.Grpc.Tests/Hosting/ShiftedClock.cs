using Consent.Roster.Acknowledgements;
using Consent.Storage.Replicas;
using Consent.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>A database whose clock can be put forward.</summary>
internal sealed class ShiftedClock : IRosterDatabase
{
    private IRosterDatabase? _inner;
    private long _shift;

    private IRosterDatabase Inner => _inner ?? throw new InvalidOperationException("Not started.");

    public void Intercept(IServiceCollection services) => services.AddSingleton<IRosterDatabase>(provider =>
    {
        _inner = new SqliteRosterDatabase(provider.GetRequiredService<SqliteDataSource>());
        return this;
    });

    /// <summary>Puts the clock forward, and returns once the service knows.</summary>
    public async Task AdvanceAsync(AuthorityHost host, TimeSpan by)
    {
        Interlocked.Add(ref _shift, by.Ticks);
        await host.Services.GetRequiredService<Acknowledgement>().WaitAsync(CancellationToken.None);
    }

    public async Task<LedgerPoll> PollAsync(string replicaId, long afterPosition, int page, CancellationToken cancellation)
    {
        var shift = new TimeSpan(Interlocked.Read(ref _shift));
        var poll = await Inner.PollAsync(replicaId, afterPosition, page, cancellation);
        return poll with { Clock = poll.Clock + shift };
    }

    public Task RegisterAsync(Replica replica, CancellationToken cancellation) => Inner.RegisterAsync(replica, cancellation);

    public Task<LoadedLedger> LoadAsync(Action<RosterChange> add, CancellationToken cancellation) => Inner.LoadAsync(add, cancellation);

    public Task RetireAsync(IReadOnlyCollection<string> replicaIds, CancellationToken cancellation) =>
        Inner.RetireAsync(replicaIds, cancellation);

    public Task DeleteAsync(string replicaId, CancellationToken cancellation) => Inner.DeleteAsync(replicaId, cancellation);
}
