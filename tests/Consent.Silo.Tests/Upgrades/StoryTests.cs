using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Consent.Core.Texts;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Google.Protobuf;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>The same is told to this build as to the build before, and answered alike. Also what made the databases that are kept.</summary>
public abstract partial class StoryTests(Upgrade upgrade)
{
    // tests/fixtures/README.md: the server of another build, whose database and answers are to be kept.
    private static readonly string? OldServer = Environment.GetEnvironmentVariable("CONSENT_FIXTURE_SERVER");

    [Fact]
    public async Task Tell_ThisServer_AnswersLikeTheBuildBefore()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keyFile = Path.Combine(upgrade.Folder, "seal.pem");
        await File.WriteAllTextAsync(keyFile, key.ExportECPrivateKeyPem());
        var setup = OldServer is null ? upgrade.Setup : upgrade.Setup with { Program = OldServer };

        await TellAsync(setup with { Settings = [.. setup.Settings, $"Ledger:SigningKey={keyFile}"] }, Story.FirstRun);
        var answered = await TellAsync(setup, Story.SecondRun, Questions.All);

        if (OldServer is not null)
        {
            await upgrade.SaveAsync();
            await using var answers = new StreamWriter(Upgrade.Create($"{upgrade.Name}.answers.gz"));
            await answers.WriteAsync(string.Concat(answered));
            await File.WriteAllTextAsync(Path.Combine(Upgrade.Kept, $"{upgrade.Name}.seal.pem"), key.ExportSubjectPublicKeyInfoPem());
        }

        var before = (await upgrade.AnsweredAsync()).Select(exchange => Timeless(exchange, exchange.AsNow()));
        Assert.Equal(before.Select(AsNow), answered.Select(exchange => Timeless(exchange, exchange.ToString())));
    }

    // Killed, so that what a server leaves behind is there too: its row, its membership.
    private static async Task<IReadOnlyList<Exchange>> TellAsync(
        ServerSetup setup, IReadOnlyList<IMessage[]> story, Func<long, IEnumerable<IMessage[]>>? questions = null)
    {
        await using var server = await ServerProcess.StartAsync(setup);
        var caller = new Caller(server);
        foreach (var request in story)
        {
            await caller.AskAsync(request);
        }

        var end = await SealedLedger.EndAsync(server);
        var answered = new List<Exchange>();
        foreach (var question in questions?.Invoke(end) ?? [])
        {
            answered.Add(new Exchange(question, await caller.AskAsync(question)));
        }

        await server.KillAsync();
        return answered;
    }

    private static string Timeless(Exchange exchange, string text) => exchange.Request[0] is ListSealsRequest
        ? "seals"
        : Times().Replace(text, "\"time\"");

    // ARRÊT was answered in English, and the rules that read it had another version.
    private static string AsNow(string exchange) => RuleSet().Replace(exchange, $"\"ruleSet\": \"{TextClassifier.RuleSet}\"").Replace(
        "\"Manual & Söhne: you are unsubscribed and will receive no more messages from this number. Contact us to resubscribe.\"",
        "\"Manual & Söhne : vous êtes désabonné et ne recevrez plus de messages de ce numéro. Contactez-nous pour vous réabonner.\"",
        StringComparison.Ordinal);

    [GeneratedRegex("\"ruleSet\": \"[0-9-]+\"")]
    private static partial Regex RuleSet();

    [GeneratedRegex("\"[0-9]{4,}-[0-9-]+T[0-9:.]+Z\"")]
    private static partial Regex Times();
}

public sealed class SqliteStoryTests(SqliteUpgrade upgrade) : StoryTests(upgrade), IClassFixture<SqliteUpgrade>;

public sealed class PostgresStoryTests(PostgresUpgrade upgrade) : StoryTests(upgrade), IClassFixture<PostgresUpgrade>;
