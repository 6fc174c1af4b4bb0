using Consent.Core.Records;
using Consent.Grains.Consents;

namespace Consent.Grpc.Authority;

/// <summary>Calls records' grains. The wait for an answer can be cut short; a write that has been started is finished.</summary>
internal sealed class RecordGrains(IGrainFactory grains)
{
    public async Task<T> CallAsync<T>(RecordKey key, Func<IConsentGrain, Task<T>> call, CancellationToken cancellation)
    {
        var grain = grains.GetGrain<IConsentGrain>(key.ToString());
        try
        {
            return await call(grain).WaitAsync(cancellation);
        }
        catch (RecordUnavailableException)
        {
            // An activation that was dropped while this call was queued has answered nothing; the next one reads the database.
            return await call(grain).WaitAsync(cancellation);
        }
    }
}
