namespace Consent.Silo.Certificates;

/// <summary>A certificate cannot be used. The message says why and what to do, and holds nothing secret.</summary>
internal sealed class CertificateRefusedException(string message) : Exception(message);
