using Consent.Core.Records;
using Consent.Storage.Records;
using Consent.Storage.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Consent.Grains.Tests.Clusters;

/// <summary>Stands between the grains and their storage: counts, holds, fails.</summary>
internal sealed class StorageProbe(IGrainStorage inner) : IGrainStorage
{
    private int _reads;
    private int _writes;

    /// <summary>Gets or sets what becomes of a write, given the write itself.</summary>
    public Func<Func<Task>, Task>? AroundWrite { get; set; }

    /// <summary>Gets or sets what becomes of a read, given the read itself.</summary>
    public Func<Func<Task>, Task>? AroundRead { get; set; }

    public int Reads => Volatile.Read(ref _reads);

    public int Writes => Volatile.Read(ref _writes);

    /// <summary>Puts itself around the storage that is registered.</summary>
    public static void Intercept(IServiceCollection services)
    {
        var registered = services.Last(service =>
            service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, ConsentGrainState.Name));
        services.Remove(registered);
        services.AddKeyedSingleton<IGrainStorage>(ConsentGrainState.Name, (provider, key) =>
            new StorageProbe((IGrainStorage)registered.KeyedImplementationFactory!(provider, key)));
    }

    public void Reset() => (AroundWrite, AroundRead, _reads, _writes) = (null, null, 0, 0);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Interlocked.Increment(ref _reads);
        return Around(AroundRead, () => inner.ReadStateAsync(stateName, grainId, grainState));
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        Interlocked.Increment(ref _writes);
        return Around(AroundWrite, () => inner.WriteStateAsync(stateName, grainId, grainState));
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);

    private static Task Around(Func<Func<Task>, Task>? around, Func<Task> work) => around is null ? work() : around(work);
}

/// <summary>Stands between the grains and the ledger, and fails.</summary>
internal sealed class LedgerProbe(ILedgerReader inner) : ILedgerReader
{
    public bool IsAway { get; set; }

    /// <summary>Gets or sets a value indicating whether a standby is away: what can be read is not safe, and stays so.</summary>
    public bool IsUnsafe { get; set; }

    /// <summary>Puts itself around the ledger that is registered.</summary>
    public static void Intercept(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(ILedgerReader));
        services.Remove(registered);
        services.AddSingleton<ILedgerReader>(provider =>
            new LedgerProbe((ILedgerReader)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)));
    }

    public Task<long?> FindPositionAsync(StateKey key, long revision, CancellationToken cancellation) =>
        IsAway ? throw new IOException("database away") : inner.FindPositionAsync(key, revision, cancellation);

    public Task<AnsweredEvent?> FindAnsweredAsync(RecordKey key, RepeatedIdentities identities, CancellationToken cancellation) =>
        IsAway ? throw new IOException("database away") : inner.FindAnsweredAsync(key, identities, cancellation);

    public Task ConfirmAsync() => IsUnsafe ? throw new TimeoutException("standby away") : inner.ConfirmAsync();
}
