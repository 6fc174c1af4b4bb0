using Consent.Core.Records;
using Consent.Storage.Records;
using Consent.Storage.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>A ledger whose standby may be away: what can be read is then not safe.</summary>
internal sealed class UnconfirmedLedger
{
    public bool IsStandbyAway { get; set; }

    /// <summary>Puts itself around the ledger that is registered.</summary>
    public void Intercept(IServiceCollection services)
    {
        var registered = services.Last(service => service.ServiceType == typeof(ILedgerReader));
        services.Remove(registered);
        services.AddSingleton<ILedgerReader>(provider => new Reader(this, (ILedgerReader)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)));
    }

    private sealed class Reader(UnconfirmedLedger ledger, ILedgerReader inner) : ILedgerReader
    {
        public Task<long?> FindPositionAsync(StateKey key, long revision, CancellationToken cancellation) =>
            inner.FindPositionAsync(key, revision, cancellation);

        public Task<AnsweredEvent?> FindAnsweredAsync(RecordKey key, RepeatedIdentities identities, CancellationToken cancellation) =>
            inner.FindAnsweredAsync(key, identities, cancellation);

        public Task ConfirmAsync() => ledger.IsStandbyAway ? throw new TimeoutException("standby away") : inner.ConfirmAsync();
    }
}
