using Consent.Core.Records;
using Consent.Grains.Records;

namespace Consent.Grains.Calls;

/// <summary>Calls records' grains. The event's id makes a repetition harmless.</summary>
public sealed class RecordGrains
{
    private readonly IGrainFactory _grains;
    private readonly GrainCalls _calls;

    internal RecordGrains(IGrainFactory grains, GrainCalls calls) => (_grains, _calls) = (grains, calls);

    /// <inheritdoc cref="IConsentGrain.RecordAsync"/>
    public Task<RecordAnswer> RecordAsync(RecordKey key, RecordRequest request, CancellationToken cancellation) =>
        CallAsync(key, grain => grain.RecordAsync(request), cancellation);

    /// <inheritdoc cref="IConsentGrain.UseReplyAsync"/>
    public Task<bool> UseReplyAsync(RecordKey key, ReplyUse use, CancellationToken cancellation) =>
        CallAsync(key, grain => grain.UseReplyAsync(use), cancellation);

    /// <inheritdoc cref="IConsentGrain.ResolveReviewAsync"/>
    public Task<bool> ResolveReviewAsync(RecordKey key, ReviewResolution resolution, CancellationToken cancellation) =>
        CallAsync(key, grain => grain.ResolveReviewAsync(resolution), cancellation);

    /// <summary>The record as it is now.</summary>
    /// <param name="key">Whose record.</param>
    /// <param name="knownPosition">Where the record is known to have been decided: read again if memory has another.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<ConsentRecord> GetAsync(RecordKey key, long knownPosition, CancellationToken cancellation) =>
        (await CallAsync(key, grain => grain.GetAsync(knownPosition), cancellation)).Record;

    private Task<T> CallAsync<T>(RecordKey key, Func<IConsentGrain, Task<T>> call, CancellationToken cancellation) =>
        _calls.CallAsync(_grains.GetGrain<IConsentGrain>(key.ToString()), call, cancellation);
}
