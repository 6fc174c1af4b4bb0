namespace Consent.Silo.Listening;

/// <summary>Who may call.</summary>
public sealed class AuthenticationOptions
{
    public const string Section = "Authentication";

    /// <summary>Gets or sets a value indicating whether anybody who can reach the server may call it.</summary>
    /// <value>Unset by default: only loopback addresses are served, and with any other the server does not start.</value>
    public bool? AllowAnonymous { get; set; }
}
