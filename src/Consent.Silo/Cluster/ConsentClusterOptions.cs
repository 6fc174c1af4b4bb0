using System.ComponentModel.DataAnnotations;
using System.Net;
using Consent.Silo.Certificates;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Cluster;

/// <summary>How this server takes part in the cluster of its PostgreSQL database. The embedded database has no cluster.</summary>
public sealed class ConsentClusterOptions
{
    public const string Section = "Cluster";

    /// <summary>Gets or sets the cluster's name.</summary>
    /// <value>1 to 150 characters, the same on every server of a database; the default is <c>consent</c>.</value>
    [Required]
    [StringLength(150)]
    public string ClusterId { get; set; } = "consent";

    /// <summary>Gets or sets the name that the records are stored under.</summary>
    /// <value>1 to 150 characters; the default is <c>consent</c>. Never change it: under another name no record would be
    /// found.</value>
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

    /// <summary>
    /// Gets or sets a value indicating whether the network keeps strangers from both ports, which authenticate nobody without
    /// <see cref="Certificate"/>.
    /// </summary>
    /// <value>Unset by default; must be true where <see cref="AdvertisedAddress"/> is not a loopback address and there is no
    /// certificate.</value>
    public bool? TrustedNetwork { get; set; }

    /// <summary>Gets or sets the certificate that this server shows the others. Each must have the DNS name <see cref="ClusterId"/>.</summary>
    /// <value>There is none by default: servers do not authenticate one another. Given on all servers, or on none.</value>
    public CertificateOptions Certificate { get; set; } = new();

    /// <summary>Gets or sets the path of a PEM file with the authority, or authorities, that the servers' certificates come from.</summary>
    /// <value>Unset by default; needed with <see cref="Certificate"/>.</value>
    public string? Authority { get; set; }
}

[OptionsValidator]
internal sealed partial class ConsentClusterOptionsValidator : IValidateOptions<ConsentClusterOptions>;

/// <summary>
/// Refuses an address that peers cannot reach, an address that strangers can reach, and two listeners on one port.
/// </summary>
internal sealed class ClusterAddressValidator : IValidateOptions<ConsentClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsentClusterOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(ConsentClusterOptions options)
    {
        if (!IPAddress.TryParse(options.AdvertisedAddress, out var address) || IsWildcard(address))
        {
            yield return $"Cluster:AdvertisedAddress is '{options.AdvertisedAddress}'. Give the one IP address at which the "
                + "other servers reach this one, as in 10.0.0.5.";
        }
        else if (!IPAddress.IsLoopback(address) && options.TrustedNetwork != true && !options.Certificate.IsGiven)
        {
            yield return $"Cluster:AdvertisedAddress is '{options.AdvertisedAddress}', which other machines can reach, "
                + "and servers do not authenticate one another: use 127.0.0.1, or give each server a certificate "
                + "(Cluster:Certificate, Cluster:Authority), or set Cluster:TrustedNetwork to true if the network keeps strangers out.";
        }

        if (options.SiloPort == options.GatewayPort)
        {
            yield return $"Cluster:SiloPort and Cluster:GatewayPort are both {options.SiloPort}. Give each a port of its own.";
        }
    }

    private static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
