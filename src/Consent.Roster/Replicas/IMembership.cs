namespace Consent.Roster.Replicas;

/// <summary>Whether this server still belongs to its cluster. Nothing that is answered rests on it: see how long others wait for a row that nobody stands for.</summary>
public interface IMembership
{
    /// <summary>False once the others have declared this server dead: it ends, and must be started again.</summary>
    Task<bool> IsMemberAsync(CancellationToken cancellation);
}

/// <summary>A server that has no peers, who could declare it dead.</summary>
internal sealed class Alone : IMembership
{
    public Task<bool> IsMemberAsync(CancellationToken cancellation) => Task.FromResult(true);
}
