using Microsoft.AspNetCore.Http;

namespace Consent.Grpc.Access;

/// <summary>Reads bearer tokens that are no API keys.</summary>
public interface ITokenReader
{
    /// <summary>Finds the caller whose token it is.</summary>
    /// <param name="authorization">The whole header, <c>Bearer</c> included: a known one is found without a copy.</param>
    /// <param name="tokenAt">Where the token begins.</param>
    ValueTask<ReadCredential> ReadAsync(string authorization, int tokenAt);

    /// <summary>Whether the caller's token is still taken, apart from its expiry.</summary>
    bool IsStillTaken(Caller caller);
}

/// <summary>Reads client certificates.</summary>
public interface ICertificateReader
{
    /// <summary>Finds the caller whose certificate the connection has; null where it has none.</summary>
    ReadCredential? Read(HttpContext http);
}

/// <summary>The caller whose credential was read, or why there is none.</summary>
public readonly record struct ReadCredential
{
    /// <summary>Gets the answer while credentials of the kind cannot be checked.</summary>
    public static ReadCredential Unavailable { get; }

    /// <summary>Gets the caller; null where the credential is not taken, or cannot be checked.</summary>
    public Caller? Caller { get; private init; }

    /// <summary>Gets what is wrong with the credential, to be told to whoever sent it; null where it cannot be checked.</summary>
    public string? Problem { get; private init; }

    public static ReadCredential Taken(Caller caller) => new() { Caller = caller };

    public static ReadCredential Refused(string problem) => new() { Problem = problem };
}
