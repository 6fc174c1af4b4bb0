using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Consent.Silo.Tests.Packages;

/// <summary>A source of vulnerability data on loopback, which names one package in all its versions.</summary>
internal sealed class Advisories : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Advisories(WebApplication app) => _app = app;

    /// <summary>Gets its address, as a nuget.config has it.</summary>
    public string Source => $"{_app.Urls.Single()}{_path}/index.json";

    // The client keeps what it has read of an address, and ports come again.
    private readonly string _path = $"/{Guid.NewGuid():N}";

    /// <param name="package">The package, in lower case.</param>
    /// <param name="severity">0 low to 3 critical.</param>
    public static async Task<Advisories> StartAsync(string package, int severity)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var advisories = new Advisories(app);
        var path = advisories._path;
        app.MapGet($"{path}/index.json", () => Text(
            $$"""{"version":"3.0.0","resources":[{"@id":"{{app.Urls.Single()}}{{path}}/list.json","@type":"VulnerabilityInfo/6.7.0"}]}"""));
        app.MapGet($"{path}/list.json", () => Text(
            $$"""[{"@name":"base","@id":"{{app.Urls.Single()}}{{path}}/base.json","@updated":"2026-01-01T00:00:00Z"}]"""));
        app.MapGet($"{path}/base.json", () => Text(
            $$"""{"{{package}}":[{"url":"https://example.com/advisory","severity":{{severity}},"versions":"(,1000.0.0]"}]}"""));
        await app.StartAsync();
        return advisories;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static IResult Text(string json) => Results.Text(json, "application/json");
}
