using Consent.Grpc.Access;
using Consent.Silo.Access;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Listening;

/// <summary>Who may call.</summary>
public sealed class AuthenticationOptions
{
    public const string Section = "Authentication";

    /// <summary>Gets or sets a value indicating whether callers must show a credential.</summary>
    /// <value>
    /// Unset by default: they must where a kind of credential is configured, or an address is not a loopback address.
    /// </value>
    public bool? Required { get; set; }

    /// <summary>Gets or sets a value indicating whether anybody who can reach the server may call it.</summary>
    /// <value>Unset by default. With <c>true</c> a credential that is shown must still be right.</value>
    public bool? AllowAnonymous { get; set; }

    /// <summary>Gets or sets how API keys are taken.</summary>
    public ApiKeyOptions ApiKeys { get; set; } = new();

    /// <summary>Gets or sets which tokens (JWT) are taken.</summary>
    public JwtOptions Jwt { get; set; } = new();

    /// <summary>Gets or sets which client certificates are taken.</summary>
    public ClientCertificateOptions Certificates { get; set; } = new();

    /// <summary>Gets or sets who may read what describes the methods: reflection, <c>/openapi</c> and <c>/docs</c>.</summary>
    /// <value>The default is <see cref="DocumentationAccess.WithCredentials"/>.</value>
    public DocumentationAccess Documentation { get; set; }

    /// <summary>Gets a value indicating whether a kind of credential is configured.</summary>
    internal bool HasScheme => ApiKeys.Enabled || Jwt.IsOn || Certificates.IsOn;

    /// <summary>Whether callers must show a credential.</summary>
    /// <param name="isReachable">Whether other machines can reach an address of the server.</param>
    internal bool IsRequired(bool isReachable) => Required ?? (AllowAnonymous != true && (HasScheme || isReachable));
}

/// <summary>How API keys are taken.</summary>
public sealed class ApiKeyOptions
{
    public const string Section = $"{AuthenticationOptions.Section}:{nameof(AuthenticationOptions.ApiKeys)}";

    /// <summary>Gets or sets a value indicating whether they are.</summary>
    /// <value>The default is <c>false</c>.</value>
    public bool Enabled { get; set; }
}

/// <summary>Refuses what contradicts itself, and a server that nobody could call.</summary>
internal sealed class AuthenticationOptionsValidator : IValidateOptions<AuthenticationOptions>
{
    public ValidateOptionsResult Validate(string? name, AuthenticationOptions options)
    {
        if (options is { Required: true, AllowAnonymous: true })
        {
            return ValidateOptionsResult.Fail(
                "Authentication:Required and Authentication:AllowAnonymous are both true. Remove one of them.");
        }

        return options.Required == true && !options.HasScheme
            ? ValidateOptionsResult.Fail(
                $"Authentication:Required is true, and nobody could call: no kind of credential is configured. {HowToConfigure}")
            : ValidateOptionsResult.Success;
    }

    /// <summary>Gets how callers are authenticated.</summary>
    internal const string HowToConfigure = "Set Authentication:ApiKeys:Enabled to true, or configure Authentication:Jwt or Authentication:Certificates.";
}

/// <summary>Tells the services who must be authenticated.</summary>
internal sealed class ConfigureAccess(IOptions<AuthenticationOptions> authentication, IOptions<ListenOptions> listen)
    : IConfigureOptions<AccessOptions>
{
    public void Configure(AccessOptions options)
    {
        var configured = authentication.Value;
        options.IsRequired = configured.IsRequired(listen.Value.IsReachable);
        options.TakesApiKeys = configured.ApiKeys.Enabled;
        options.Documentation = configured.Documentation;
    }
}
