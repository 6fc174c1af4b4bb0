using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Access;

/// <summary>Reads bearer tokens that are no API keys.</summary>
public interface ITokenReader
{
    /// <summary>The caller whose token it is; null where the token is not taken.</summary>
    /// <param name="http">The call.</param>
    /// <param name="authorization">The whole header, <c>Bearer</c> included: a known one is found without a copy of its token.</param>
    ValueTask<Caller?> ReadAsync(HttpContext http, string authorization);

    /// <summary>Whether the caller's token is still taken, apart from its expiry.</summary>
    bool IsStillTaken(Caller caller);
}

/// <summary>Reads client certificates.</summary>
public interface ICertificateReader
{
    /// <summary>The caller whose certificate the connection has; null where it has none.</summary>
    /// <param name="http">The call.</param>
    /// <param name="isTaken">False where there is a certificate that is not taken.</param>
    Caller? Read(HttpContext http, out bool isTaken);
}
