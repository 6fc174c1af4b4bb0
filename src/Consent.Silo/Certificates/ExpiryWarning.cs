namespace Consent.Silo.Certificates;

/// <summary>Warns each day that a certificate is about to expire, or has.</summary>
internal sealed class ExpiryWarning(string key, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Early = TimeSpan.FromDays(14);
    private static readonly TimeSpan Again = TimeSpan.FromDays(1);

    private (string Serial, bool HasExpired, long At)? _last;

    public void Warn(Certificate certificate)
    {
        var left = certificate.ExpiresAt - time.GetUtcNow();
        if (left >= Early || IsKnown(certificate.Serial, left <= TimeSpan.Zero))
        {
            return;
        }

        _last = (certificate.Serial, left <= TimeSpan.Zero, time.GetTimestamp());
        if (left > TimeSpan.Zero)
        {
            Log.CertificateExpiresSoon(logger, key, certificate.Serial, certificate.ExpiresAt.UtcDateTime, left.Days);
        }
        else
        {
            Log.CertificateExpired(logger, key, certificate.Serial, certificate.ExpiresAt.UtcDateTime);
        }
    }

    private bool IsKnown(string serial, bool hasExpired) =>
        _last is { } last && last.Serial == serial && last.HasExpired == hasExpired && time.GetElapsedTime(last.At) < Again;
}
