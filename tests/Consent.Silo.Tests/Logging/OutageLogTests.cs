using System.Text.RegularExpressions;
using Consent.Silo.Tests.Servers;
using Grpc.Core;

namespace Consent.Silo.Tests.Logging;

/// <summary>What a server logs while its database takes no writes.</summary>
public sealed partial class OutageLogTests : IDisposable
{
    private const int Texts = 40;

    // Of each kind its first and its count; Orleans writes four kinds of a write that failed.
    private const int MostLines = 20;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Log_ManyRefusedWrites_AreALineOfEachKindAndTheirCount()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));
        using (Database.Lock(_folder.Database, "BEGIN IMMEDIATE"))
        {
            var statuses = await Task.WhenAll(
                Enumerable.Range(0, Texts).Select(index => server.TryRecordAsync(Wire.Text($"+155570031{index:00}", "STOP", $"{index}"))));
            Assert.All(statuses, status => Assert.Equal(StatusCode.Unavailable, status));
        }

        var exit = await server.StopAsync();

        var lines = exit.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(Entry(), line));
        Assert.Single(lines, line => line.Contains("Refusals[3002] A record", StringComparison.Ordinal));
        Assert.Single(lines, line => line.Contains($"Refusals[3002] came {Texts} times in ", StringComparison.Ordinal));
        Assert.InRange(lines.Count(line => Entry().Match(line).Groups["level"].Value is "warn" or "error"), 1, MostLines);
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (?<level>trace|debug|info|warn|error|critical) [\w.]+\[\d+\] ")]
    private static partial Regex Entry();
}
