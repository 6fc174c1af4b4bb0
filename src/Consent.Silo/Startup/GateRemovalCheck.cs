using Consent.Roster.Freshness;
using Consent.Silo.Listening;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Startup;

/// <summary>
/// The freshness gate is taken out by a variable of the environment, which is no setting and says what it does; and only where
/// nobody but this machine is answered.
/// </summary>
internal sealed class GateRemovalCheck(string? value, IOptions<ListenOptions> listen) : IOptionsCheck
{
    public const string Variable = "UNSAFE_TEST_CONSENT_WITHOUT_FRESHNESS_GATE";
    public const string Value = "checks may miss a STOP";

    public IEnumerable<string> Failures()
    {
        if (string.IsNullOrEmpty(value))
        {
            yield break;
        }

        if (value != Value)
        {
            yield return $"{Variable} is set, which is for tests of this server alone: unset it.";
        }
        else if (!IsLoopback(listen.Value.Grpc) || !IsLoopback(listen.Value.Web))
        {
            yield return $"{Variable} is set: then Listen:Grpc and Listen:Web must be loopback addresses, as nobody may rely on what is answered.";
        }
    }

    private static bool IsLoopback(string text) => ListenAddress.TryParse(text, out var address) && address.IsLoopback;
}

internal static class GateRemovalServices
{
    /// <summary>Before the roster is added, which else has its gate.</summary>
    public static void AddGateRemoval(this IServiceCollection services)
    {
        var value = Environment.GetEnvironmentVariable(GateRemovalCheck.Variable);
        services.AddSingleton(new GateRemoval(value == GateRemovalCheck.Value));
        services.AddSingleton<IOptionsCheck>(provider =>
            new GateRemovalCheck(value, provider.GetRequiredService<IOptions<ListenOptions>>()));
    }
}
