using System.Net;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Cluster;

[OptionsValidator]
internal sealed partial class ClusterSettingsValidator : IValidateOptions<ClusterSettings>;

/// <summary>Refuses an address that peers could not reach, one that strangers can, and two listeners on one port.</summary>
internal sealed class ClusterAddressValidator : IValidateOptions<ClusterSettings>
{
    public ValidateOptionsResult Validate(string? name, ClusterSettings options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(ClusterSettings options)
    {
        if (!IPAddress.TryParse(options.AdvertisedAddress, out var address) || IsWildcard(address))
        {
            yield return $"Cluster:AdvertisedAddress is '{options.AdvertisedAddress}': give the one IP address at which the other "
                + "servers reach this one, as in 10.0.0.5.";
        }
        else if (!IPAddress.IsLoopback(address) && options.TrustedNetwork != true)
        {
            yield return $"Cluster:AdvertisedAddress is '{options.AdvertisedAddress}', which others can reach, and servers do not ask one "
                + "another who they are: use 127.0.0.1, or set Cluster:TrustedNetwork to true if the network keeps strangers out.";
        }

        if (options.SiloPort == options.GatewayPort)
        {
            yield return $"Cluster:SiloPort and Cluster:GatewayPort are both {options.SiloPort}.";
        }
    }

    private static bool IsWildcard(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
