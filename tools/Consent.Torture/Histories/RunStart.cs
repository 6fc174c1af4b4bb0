namespace Consent.Torture.Histories;

/// <summary>When the workload began, after all that it needs was set up.</summary>
/// <param name="At">In microseconds of the run's monotonic clock.</param>
/// <param name="Position">The ledger's last position before anything that the history tells of.</param>
/// <param name="Servers">How many servers there were.</param>
/// <param name="Seed">What the run's choices were drawn from.</param>
internal sealed record RunStart(long At, long Position, int Servers, long Seed = 0);
