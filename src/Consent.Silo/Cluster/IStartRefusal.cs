namespace Consent.Silo.Cluster;

/// <summary>Ends a server that has not started yet, and says why.</summary>
internal interface IStartRefusal
{
    void End(string reason);
}

/// <summary>Why a server does not come into the cluster.</summary>
internal static class NotJoined
{
    // A list of all servers follows, with addresses of no use here.
    private const string Rest = " Membership: ";

    /// <param name="cause">What Orleans says of it.</param>
    public static string Reason(string cause) =>
        "This server could not join the cluster. The other servers cannot be reached, or cannot reach it at Cluster:AdvertisedAddress and "
        + "Cluster:SiloPort, or a certificate was not accepted, theirs or this server's: their logs and this one say which (event 4024). "
        + $"All servers have Cluster:Certificate from one Cluster:Authority, or none has. {cause.Split('\n')[0].Split(Rest)[0]}";
}
