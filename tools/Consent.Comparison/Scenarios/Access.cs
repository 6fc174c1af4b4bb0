using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Consent.Comparison.Scenarios;

/// <summary>What it costs to know who asks: this build with and without credentials, limits and TLS, in one run, on SQLite.</summary>
internal sealed class Access : IScenario
{
    private const string Issuer = "bench";
    private const string Audience = "consent";

    // Many short rounds: the servers differ by less than the machine does from one second to the next.
    private const int Rounds = 35;
    private const int Shorter = 5;

    private readonly Customers _customers = new(Customers.WithoutRecord);

    public string Name => "access";

    public async Task RunAsync(Workplace place, Sizes sizes, Measurements measured, CancellationToken end)
    {
        string[] limits = ["--Limits:ChecksPerSecond=10000000", "--Limits:RecordingsPerSecond=10000000", "--Limits:ReadsPerSecond=10000000"];
        string[] keys = ["--Authentication:ApiKeys:Enabled=true", .. limits];
        var certificate = await CertificateAsync(place, end);
        var (shown, shownOverTls) = (await place.ApiKeyAsync("key", end), await place.ApiKeyAsync("tls and key", end));
        await using var off = await place.OursOnFileAsync("off", end);
        await using var key = await place.OursOnFileAsync("key", end, settings: keys);
        await using var token = await place.OursOnFileAsync("token", end, settings: [.. Jwt(place, out var jwt), .. limits]);
        await using var tls = await place.OursOnFileAsync("tls", end, settings: certificate);
        await using var both = await place.OursOnFileAsync("tls and key", end, settings: [.. keys, .. certificate]);
        key.Headers = Bearer(shown);
        token.Headers = Bearer(jwt);
        both.Headers = Bearer(shownOverTls);

        MeasuredServer[] servers = [off, key, token, tls, both];
        (string Name, Func<CallLoad> Load)[] kinds =
        [
            ("check", () => CampaignForm.All[0].Load(_customers.Take(sizes.Checks / Shorter))),
            ("stream", () => CampaignForm.All[1].Load(_customers.Take(sizes.Checks / Shorter))),
        ];
        foreach (var server in servers)
        {
            await Loading.AllAsync(server, CampaignForm.All[0].Load(_customers.Take(sizes.Checks)), end);
            await Loading.AllAsync(server, CampaignForm.All[1].Load(_customers.Take(sizes.Checks)), end);
        }

        var rounds = sizes == Sizes.Full ? Rounds : sizes.Rounds;
        for (var round = 0; round < rounds; round++)
        {
            // The same orders in each run.
            new Random(round).Shuffle(servers);
            foreach (var (name, load) in kinds)
            {
                foreach (var server in servers)
                {
                    await measured.RoundAsync(Name, $"{name}/{server.Name}", server, load(), end);
                }

                foreach (var server in servers.Where(server => server != off))
                {
                    measured.AddRatio(Name, $"{name}/{server.Name} to off/rate", $"{name}/{server.Name}/rate", $"{name}/off/rate");
                    measured.AddRatio(
                        Name, $"{name}/{server.Name} to off/server cpu", $"{name}/{server.Name}/server cpu", $"{name}/off/server cpu");
                }
            }
        }

        foreach (var server in servers)
        {
            var checks = sizes.AllocationChecks / Shorter;
            var before = await server.Probe.ReadAsync(end);
            await Loading.AllAsync(server, Loading.Singles(_customers.Take(checks), checks), end);
            var allocated = (await server.Probe.ReadAsync(end)).Allocated - before.Allocated;
            measured.Add(Name, $"allocated/{server.Name}", "B", allocated / (double)checks);
        }
    }

    private static async Task<string[]> CertificateAsync(Workplace place, CancellationToken end)
    {
        var folder = place.FolderOf("certificates");
        await place.CertificatesAsync(folder, end);
        return [$"--Listen:Certificate:Path={folder}/server.pem", $"--Listen:Certificate:KeyPath={folder}/server.key"];
    }

    private static string[] Jwt(Workplace place, out string jwt)
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = $"{place.FolderOf("token")}.pem";
        File.WriteAllText(path, signer.ExportSubjectPublicKeyInfoPem());
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(1).ToUnixTimeSeconds();
        var claims = new { iss = Issuer, aud = Audience, sub = "bench", exp = tomorrow, roles = new[] { "check" } };
        var signed = $"{Part(new { alg = "ES256", typ = "JWT" })}.{Part(claims)}";
        jwt = $"{signed}.{Text(signer.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
        return
        [
            $"--Authentication:Jwt:PublicKey={path}", $"--Authentication:Jwt:Issuers={Issuer}", $"--Authentication:Jwt:Audience={Audience}",
            "--Authentication:Jwt:UnlimitedWithoutAccounts=true",
        ];
    }

    private static string Part<T>(T value) => Text(JsonSerializer.SerializeToUtf8Bytes(value));

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static Dictionary<string, string> Bearer(string credential) => new() { ["authorization"] = $"Bearer {credential}" };
}
