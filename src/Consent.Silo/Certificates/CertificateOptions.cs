namespace Consent.Silo.Certificates;

/// <summary>Where a certificate and its private key are: PEM files that are read again when they change.</summary>
public sealed class CertificateOptions
{
    /// <summary>Gets or sets the path of the certificate, with its intermediate certificates after it if it has any.</summary>
    /// <value>Unset by default: there is none.</value>
    public string? Path { get; set; }

    /// <summary>Gets or sets the path of the private key, which must not be encrypted.</summary>
    /// <value>Unset by default: the key is in the certificate's file.</value>
    public string? KeyPath { get; set; }

    internal bool IsGiven => !string.IsNullOrEmpty(Path) || !string.IsNullOrEmpty(KeyPath);
}
