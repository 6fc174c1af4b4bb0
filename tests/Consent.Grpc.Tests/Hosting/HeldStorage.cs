using Consent.Storage.Records;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>Stands before the writers' storage and holds, or fails, what is written.</summary>
internal sealed class HeldStorage : IGrainStorage
{
    private IGrainStorage? _inner;
    private TaskCompletionSource _entered = NewSignal();
    private TaskCompletionSource _released = NewSignal();
    private Func<Exception>? _failure;

    /// <summary>Gets or sets a failure that every read and write meets.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Gets how many more writes fail as <see cref="FailWrites"/> said.</summary>
    public int FailuresLeft { get; private set; }

    /// <summary>Gets what tells that a write is held.</summary>
    public Task Entered => _entered.Task;

    public HeldStorage Open()
    {
        _released.TrySetResult();
        return this;
    }

    /// <summary>The next writes fail, each with an exception of its own.</summary>
    public void FailWrites(int times, Func<Exception> failure) => (FailuresLeft, _failure) = (times, failure);

    public void Hold() => (_entered, _released) = (NewSignal(), NewSignal());

    /// <summary>Puts itself around the storage that is registered.</summary>
    public void Intercept(IServiceCollection services)
    {
        var registered = services.Last(service =>
            service.ServiceType == typeof(IGrainStorage) && Equals(service.ServiceKey, ConsentGrainState.Name));
        services.Remove(registered);
        services.AddKeyedSingleton<IGrainStorage>(ConsentGrainState.Name, (provider, key) =>
        {
            _inner = (IGrainStorage)registered.KeyedImplementationFactory!(provider, key);
            return this;
        });
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Failure is null ? _inner!.ReadStateAsync(stateName, grainId, grainState) : Task.FromException(Failure);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _entered.TrySetResult();
        await _released.Task;
        if (Failure is not null)
        {
            throw Failure;
        }

        if (FailuresLeft > 0)
        {
            FailuresLeft--;
            throw _failure!();
        }

        await _inner!.WriteStateAsync(stateName, grainId, grainState);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        _inner!.ClearStateAsync(stateName, grainId, grainState);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
