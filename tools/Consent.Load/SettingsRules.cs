namespace Consent.Load;

/// <summary>What settings must be.</summary>
internal static class SettingsRules
{
    private const int MaxBatch = 10_000;
    private const int MaxSender = 16;

    /// <exception cref="ArgumentException">They are not.</exception>
    public static void Check(LoadSettings settings)
    {
        Require(settings.Address.Scheme == Uri.UriSchemeHttp || settings.Address.Scheme == Uri.UriSchemeHttps, "The address is http:// or https://.");
        Require(settings.Loads.Count > 0, "There is nothing to call.");
        Require(settings.WarmUp >= TimeSpan.Zero && settings.Drain >= TimeSpan.Zero, "The warm-up and the drain are no shorter than 0.");
        foreach (var load in settings.Loads)
        {
            Require(settings.Duration > TimeSpan.Zero || load.Count > 0, "Give a duration, or how many calls count.");
            Require(load.Rate is null or > 0, "A rate is above 0.");
            Require(load.Connections > 0, "There is one connection or more.");
            Require(load.Kind == CallKind.Stream || load.Rate is not null || load.Callers >= load.Connections, "Each connection has a caller or more.");
            Require(load.Kind != CallKind.Stream || (load.Streams >= load.Connections && load.Window > 0), "Each connection has a stream or more, with a window.");
            Require(load.BatchSize is > 0 and <= MaxBatch, $"A batch has 1 to {MaxBatch} customers.");
            Require(load.Sender.Length is > 0 and <= MaxSender, $"A sender's number has 1 to {MaxSender} characters.");
        }
    }

    private static void Require(bool condition, string rule)
    {
        if (!condition)
        {
            throw new ArgumentException(rule);
        }
    }
}
