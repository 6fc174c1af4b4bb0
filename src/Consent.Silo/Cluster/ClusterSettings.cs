using System.ComponentModel.DataAnnotations;

namespace Consent.Silo.Cluster;

/// <summary>How this server takes part in the cluster of its PostgreSQL database. The embedded database has no cluster.</summary>
public sealed class ClusterSettings
{
    public const string Section = "Cluster";

    /// <summary>Gets or sets the cluster's name.</summary>
    /// <value>1 to 150 characters, the same on every server of a database; the default is <c>consent</c>.</value>
    [Required]
    [StringLength(150)]
    public string ClusterId { get; set; } = "consent";

    /// <summary>Gets or sets the name that the records are stored under.</summary>
    /// <value>1 to 150 characters; the default is <c>consent</c>. It stays: under another name no record would be found.</value>
    [Required]
    [StringLength(150)]
    public string ServiceId { get; set; } = "consent";

    /// <summary>Gets or sets the port at which the other servers reach this one.</summary>
    /// <value>1 to 65535; the default is 11111.</value>
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    /// <summary>Gets or sets the port for Orleans' own clients.</summary>
    /// <value>1 to 65535, or 0 for none; the default is 30000.</value>
    [Range(0, 65535)]
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Gets or sets the IP address at which the other servers reach this one, and at which both ports listen.</summary>
    /// <value>The default is <c>127.0.0.1</c>: servers on one machine.</value>
    [Required]
    public string AdvertisedAddress { get; set; } = "127.0.0.1";

    /// <summary>Gets or sets a value indicating whether the network keeps strangers away from both ports, which ask nobody who they are.</summary>
    /// <value>Unset by default; it has to be true where <see cref="AdvertisedAddress"/> is not a loopback address.</value>
    public bool? TrustedNetwork { get; set; }
}
