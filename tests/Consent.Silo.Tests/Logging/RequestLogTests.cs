using System.Text.RegularExpressions;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Logging;

/// <summary>The id of a request in the server's log.</summary>
public sealed partial class RequestLogTests : IDisposable
{
    private const string Header = "x-request-id";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("call-7")]
    [InlineData(null)]
    public async Task Log_RefusedWrite_EndsInTheIdThatItsAnswerHas(string? given)
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));
        Metadata headers = given is null ? [] : new Metadata { { Header, given } };
        string? answered;
        using (Database.Lock(_folder.Database, "BEGIN IMMEDIATE"))
        {
            using var call = server.Authority.RecordInboundAsync(Wire.Text("+15557003100", "STOP", "1"), headers);
            await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
            answered = (await call.ResponseHeadersAsync).Get(Header)?.Value ?? call.GetTrailers().Get(Header)?.Value;
        }

        var exit = await server.StopAsync();

        Assert.True(given is null || answered == given);
        var line = Assert.Single(exit.Output.Split('\n'), line => line.Contains("Refusals[3002]", StringComparison.Ordinal));
        Assert.Equal(answered, Request().Match(line).Groups["id"].Value);
    }

    [Fact]
    public async Task Log_GoodCalls_HasNoRequest()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));
        await server.RecordAsync(Wire.Text("+15557003100", "STOP", "1"));
        await server.Authority.CheckSendAsync(new CheckSendRequest { SenderNumber = Wire.Sender, CustomerNumber = "+15557003100" });

        Assert.DoesNotContain("(request ", (await server.StopAsync()).Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@" \(request (?<id>\S+)\)\s*$")]
    private static partial Regex Request();
}
