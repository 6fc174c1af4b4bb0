using System.ComponentModel.DataAnnotations;
using Consent.Silo.Certificates;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Listening;

/// <summary>Where the server listens.</summary>
public sealed class ListenOptions
{
    public const string Section = "Listen";

    /// <summary>Gets or sets the address for gRPC: HTTP/2, and with TLS HTTP/1.1 too.</summary>
    /// <value>The default is <c>http://127.0.0.1:5080</c>; <c>https://</c> for TLS; port 0 takes any free one.</value>
    [Required]
    public string Grpc { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Gets or sets the address for JSON and probes: HTTP/1.1, and with TLS HTTP/2 too.</summary>
    /// <value>The default is <c>http://127.0.0.1:5081</c>; <c>https://</c> for TLS; port 0 takes any free one.</value>
    [Required]
    public string Web { get; set; } = "http://127.0.0.1:5081";

    /// <summary>Gets a value indicating whether other machines can reach one of the two.</summary>
    internal bool IsReachable =>
        new[] { Grpc, Web }.Any(text => ListenAddress.TryParse(text, out var address) && !address.IsLoopback);

    /// <summary>Gets or sets the certificate of the addresses that begin with <c>https://</c>.</summary>
    /// <value>There is none by default.</value>
    public CertificateOptions Certificate { get; set; } = new();
}

/// <summary>Refuses an address that cannot be read, and an address that strangers can reach.</summary>
internal sealed class ListenOptionsValidator(IOptions<AuthenticationOptions> authentication) : IValidateOptions<ListenOptions>
{
    public ValidateOptionsResult Validate(string? name, ListenOptions options)
    {
        var failures = Failures("Listen:Grpc", options.Grpc).Concat(Failures("Listen:Web", options.Web)).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private IEnumerable<string> Failures(string key, string value)
    {
        if (!ListenAddress.TryParse(value, out var address))
        {
            yield return $"{key} is '{value}'. Give http:// or https://, an IP address or localhost, and a port, as in "
                + "http://127.0.0.1:5080.";
        }
        else if (!address.IsLoopback && !IsGuarded())
        {
            yield return $"{key} is '{value}', which other machines can reach, and callers are not authenticated. "
                + $"{AuthenticationOptionsValidator.HowToConfigure} Or listen on 127.0.0.1, or set Authentication:AllowAnonymous to true "
                + "if the network keeps strangers out.";
        }
    }

    private bool IsGuarded()
    {
        try
        {
            var options = authentication.Value;
            return options.AllowAnonymous == true || (options.HasScheme && options.IsRequired(isReachable: true));
        }
        catch (Exception e) when (e is InvalidOperationException or OptionsValidationException)
        {
            // A value that cannot be read allows nothing; its own section reports it.
            return false;
        }
    }
}
