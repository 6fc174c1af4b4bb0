using Consent.Grpc.Checks;
using Consent.Grpc.Limits;
using Consent.Grpc.Notices;
using Consent.Roster.Freshness;
using Consent.Silo.Cluster;
using Consent.Silo.Listening;
using Consent.Silo.Logging;
using Consent.Storage.Database;
using Consent.Storage.Seals;

namespace Consent.Silo.Startup;

/// <summary>Finds keys that nothing reads, as they are likely mistyped, and keys that would open another port.</summary>
/// <param name="all">The whole configuration.</param>
/// <param name="given">What the file in the working folder and the command line give.</param>
/// <param name="environment">What the environment gives, under our prefix.</param>
/// <param name="args">The command line.</param>
internal sealed class ConfigurationCheck(
    IConfiguration all, IConfiguration given, IConfiguration environment, string[] args) : IOptionsCheck
{
    private const string Kestrel = "Kestrel";

    private static readonly HashSet<string> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ListenOptions.Section, AuthenticationOptions.Section, BrowserOptions.Section, StorageOptions.Section,
        ConsentClusterOptions.Section, LimitOptions.Section, CheckOptions.Section,
        FreshnessOptions.Section, ShutdownOptions.Section, LedgerOptions.Section, NoticeOptions.Section, ReplyOptions.Section,
        RedactionOptions.Section, Kestrel, "Logging", "AllowedHosts",
    };

    public IEnumerable<string> Failures() => [.. Misread(), .. Unknown(), .. OtherPorts()];

    // The command line's reader skips what it cannot read.
    private IEnumerable<string> Misread()
    {
        for (var index = 0; index < args.Length; index++)
        {
            var isKey = args[index].StartsWith('-') || args[index].StartsWith('/');
            if (args[index].Contains('=', StringComparison.Ordinal))
            {
                continue;
            }

            if (!isKey || index == args.Length - 1)
            {
                yield return $"'{args[index]}' on the command line has no value: write --Key=Value.";
            }

            index += isKey ? 1 : 0;
        }
    }

    private IEnumerable<string> Unknown()
    {
        // For a service named consent, Kubernetes sets CONSENT_PORT and the like: only keys with a section are ours.
        var unknown = given.GetChildren().Concat(environment.GetChildren().Where(section => section.GetChildren().Any()))
            .Select(section => section.Key)
            .Where(key => !Sections.Contains(key))
            .Distinct(StringComparer.OrdinalIgnoreCase);
        return unknown.Select(key => $"Unknown configuration section {key}. Known sections: {string.Join(", ", Sections)}.");
    }

    // Kestrel would listen there too, unchecked.
    private IEnumerable<string> OtherPorts() => all.GetSection(Kestrel).GetSection("Endpoints").GetChildren().Any()
        ? ["Kestrel:Endpoints is set, but this server listens only on Listen:Grpc and Listen:Web. Remove it."]
        : [];
}
