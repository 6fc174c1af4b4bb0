using Microsoft.Extensions.Options;

namespace Consent.Silo.Cluster;

/// <summary>Refuses a certificate that the other servers would refuse, and an authority that nothing uses.</summary>
internal sealed class ClusterCertificateValidator(TimeProvider time) : IValidateOptions<ConsentClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, ConsentClusterOptions options)
    {
        var failure = (options.Certificate.IsGiven, string.IsNullOrEmpty(options.Authority)) switch
        {
            (false, true) => null,
            (false, false) => $"Cluster:Authority is set without {ClusterIdentity.Section}:Path. "
                + "Give this server a certificate of that authority, or remove it.",
            _ => ClusterIdentity.Source(options).Failure(time.GetUtcNow()),
        };
        return failure is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failure);
    }
}
