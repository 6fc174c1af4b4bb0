namespace Consent.Silo.Listening;

/// <summary>Who may call.</summary>
public sealed class AuthenticationOptions
{
    public const string Section = "Authentication";

    /// <summary>Gets or sets a value indicating whether anybody who can reach the server may call it.</summary>
    /// <value>By default only loopback is served, and any other address refuses to start.</value>
    public bool? AllowAnonymous { get; set; }
}
