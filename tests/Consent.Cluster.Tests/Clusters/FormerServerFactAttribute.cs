namespace Consent.Cluster.Tests.Clusters;

/// <summary>A test with servers of a former build beside this one's: <c>CONSENT_FORMER_SERVER</c> names its Consent.Silo.dll.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FormerServerFactAttribute : FactAttribute
{
    public FormerServerFactAttribute() =>
        Skip = Server is null ? "CONSENT_FORMER_SERVER names no former build's Consent.Silo.dll." : null;

    public static string? Server { get; } = Environment.GetEnvironmentVariable("CONSENT_FORMER_SERVER");
}
