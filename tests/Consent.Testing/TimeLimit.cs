namespace Consent.Testing;

/// <summary>How long a test waits for what must happen.</summary>
public static class TimeLimit
{
    /// <summary>Longer than anything takes where every processor is busy with something else; after that, something is wrong.</summary>
    public static readonly TimeSpan Generous = TimeSpan.FromMinutes(2);

    /// <summary>Gets the generous limit as a call takes it.</summary>
    public static DateTime Deadline => TimeProvider.System.GetUtcNow().UtcDateTime + Generous;
}
