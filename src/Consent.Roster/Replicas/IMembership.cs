namespace Consent.Roster.Replicas;

/// <summary>
/// Whether this server still belongs to its cluster. No answer depends on it; it only avoids rows that writers would wait for in
/// vain.
/// </summary>
public interface IMembership
{
    /// <summary>False once the others have declared this server dead: it exits, and must be started again.</summary>
    Task<bool> IsMemberAsync(CancellationToken cancellation);
}

/// <summary>A server without peers: nobody declares it dead.</summary>
internal sealed class Alone : IMembership
{
    public Task<bool> IsMemberAsync(CancellationToken cancellation) => Task.FromResult(true);
}
