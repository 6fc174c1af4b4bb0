namespace Consent.Comparison.Servers;

/// <summary>A database behind a server.</summary>
internal interface IStore
{
    /// <summary>Gets the processor's time of all its processes, in seconds.</summary>
    double Processor { get; }
}
