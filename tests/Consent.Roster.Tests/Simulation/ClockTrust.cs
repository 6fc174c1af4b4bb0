namespace Consent.Roster.Tests.Simulation;

/// <summary>How wrong a machine's clocks may be.</summary>
internal enum ClockTrust
{
    /// <summary>As the rules for Bounded ask: rates right to 11%, and never both clocks standing still.</summary>
    Right,

    /// <summary>
    /// A Strict server's, which still waits for others by its clocks when it acknowledges: both stand still while a hypervisor freezes
    /// the machine, both may be slow, the wall clock is set at any time; but the slower one is not fast.
    /// </summary>
    NotFast,

    /// <summary>A Strict server's that waits for nobody, since all are: fast, slow, standing still and jumping.</summary>
    None,
}
