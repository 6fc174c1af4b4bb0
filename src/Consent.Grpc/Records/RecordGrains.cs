using Consent.Core.Records;
using Consent.Grains.Calls;
using Consent.Grains.Records;

namespace Consent.Grpc.Records;

/// <summary>Calls records' grains. The event's id makes a repetition harmless.</summary>
internal sealed class RecordGrains(IGrainFactory grains, GrainCalls calls)
{
    public Task<T> CallAsync<T>(RecordKey key, Func<IConsentGrain, Task<T>> call, CancellationToken cancellation) =>
        calls.CallAsync(grains.GetGrain<IConsentGrain>(key.ToString()), call, cancellation);
}
