using Orleans.Services;

namespace Consent.Silo.Cluster;

/// <summary>Rule 4 between servers: each answers for its own replica.</summary>
[Alias("Consent.Silo.IReplicaPeer")]
internal interface IReplicaPeer : IGrainService
{
    /// <summary>Completes a poll sent after the request arrived, under that very id.</summary>
    [Alias("TryCatchUp")]
    Task<bool> TryCatchUpAsync(string replicaId);
}
