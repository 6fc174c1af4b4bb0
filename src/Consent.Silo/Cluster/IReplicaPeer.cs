using Orleans.Services;

namespace Consent.Silo.Cluster;

/// <summary>Rule 4 between servers: each answers for its own replica.</summary>
/// <remarks>
/// Orleans computes the service's id from this interface's full name: servers of two versions must agree on it.
/// </remarks>
[Alias("Consent.Silo.IReplicaPeer")]
internal interface IReplicaPeer : IGrainService
{
    /// <summary>Completes a poll sent after the request arrived, under that very id. Servers of the build before call it.</summary>
    [Alias("TryCatchUp")]
    Task<bool> TryCatchUpAsync(string replicaId);

    /// <summary>Knows every entry up to a place, under that very id. The entries travel with the request.</summary>
    [Alias("CatchUp")]
    Task<CatchUpReply> CatchUpAsync(CatchUpCall call);
}
