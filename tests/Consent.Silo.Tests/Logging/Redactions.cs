using Consent.Silo.Logging;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Silo.Tests.Logging;

/// <summary>What is redacted, with a key of the test's.</summary>
internal static class Redactions
{
    public static readonly string AnyKey = Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(each => (byte)each)]);

    public static Redaction WithKey(string key)
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "key");
        File.WriteAllText(file, key);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddConsentLogging());
        services.Configure<RedactionOptions>(options => options.Key = $"file:{file}");
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<Redaction>();
    }
}
