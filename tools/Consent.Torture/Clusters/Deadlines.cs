namespace Consent.Torture.Clusters;

internal static class Deadlines
{
    /// <summary>A deadline as a call takes it.</summary>
    public static DateTime In(TimeSpan time) => TimeProvider.System.GetUtcNow().UtcDateTime + time;
}
