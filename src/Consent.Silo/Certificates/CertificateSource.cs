namespace Consent.Silo.Certificates;

/// <summary>Where a certificate comes from, and what is made of it.</summary>
/// <param name="Key">The section of the configuration that names it.</param>
/// <param name="Options">The files of the certificate and its key.</param>
/// <param name="Authority">The file of the authorities that others' certificates must come from; null if none is asked for.</param>
/// <param name="Make">Makes of the certificate, and of the authority's text, what is used.</param>
internal sealed record CertificateSource<T>(
    string Key, CertificateOptions Options, PemFile? Authority, Func<Certificate, string, T> Make)
    where T : class
{
    private readonly PemFile _certificate = new($"{Key}:{nameof(CertificateOptions.Path)}", Options.Path);

    private readonly PemFile _key = string.IsNullOrEmpty(Options.KeyPath)
        ? new PemFile($"{Key}:{nameof(CertificateOptions.Path)}", Options.Path)
        : new PemFile($"{Key}:{nameof(CertificateOptions.KeyPath)}", Options.KeyPath);

    /// <summary>The texts of the certificate, the key and the authority.</summary>
    /// <exception cref="CertificateRefusedException">One of them cannot be read.</exception>
    public IReadOnlyList<string> ReadFiles() => [_certificate.Read(), _key.Read(), Authority?.Read() ?? ""];

    /// <exception cref="CertificateRefusedException">They cannot be used.</exception>
    public (Certificate Certificate, T Value) Load(IReadOnlyList<string> texts, DateTimeOffset now)
    {
        var certificate = Certificate.Read(_certificate, texts[0], _key, texts[1], now);
        return (certificate, Make(certificate, texts[2]));
    }

    /// <summary>Why the files cannot be used now; null if they can.</summary>
    public string? Failure(DateTimeOffset now)
    {
        try
        {
            Load(ReadFiles(), now);
            return null;
        }
        catch (CertificateRefusedException e)
        {
            return e.Message;
        }
    }
}
