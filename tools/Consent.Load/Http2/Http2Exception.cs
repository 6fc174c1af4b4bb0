namespace Consent.Load.Http2;

/// <summary>What the server sent is no HTTP/2 that we understand: the connection is lost.</summary>
public sealed class Http2Exception(string message) : Exception(message);
