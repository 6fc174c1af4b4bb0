using System.Net;
using System.Text;
using Consent.Grpc.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Wire;

/// <summary>A fault of ours is not taken for a message that cannot be read, and tells nothing internal.</summary>
public sealed class OwnFaultTests : IAsyncLifetime, IDisposable
{
    private readonly CapturedLog _log = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    private Pair Pair => new(Host.Client, "+15550001111", "+15552220000");

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(services =>
    {
        _log.Intercept(services);
        services.AddSingleton<BatchCheckSendHandler>(_ => throw new InvalidOperationException("secret"));

        // It is the service that cannot be made.
        services.Configure<CheckOptions>(checks => checks.Direct = false);
    });

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("CheckSend")]
    [InlineData("RecordInbound")]
    [InlineData(WireMethods.Stream)]
    public async Task Call_OurOwnFault_IsInternalWithItsReason(string method)
    {
        await using var connection = await RawConnection.ConnectAsync(Host.Grpc);

        var answer = await connection.CallAsync(WireMethods.Path(method), WireMethods.Framed(WireMethods.Good(method, Pair)));

        Assert.Equal((StatusCode.Internal, ErrorReason.Internal), (answer.Status, answer.Reason));
        Assert.DoesNotContain("secret", string.Concat(answer.Headers.Values) + answer.Details, StringComparison.Ordinal);
        Assert.Contains(_log.Errors, error => error.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Post_OurOwnFault_IsInternalWithItsReason()
    {
        using var content = new StringContent(
            """{"senderNumber": "+15550001111", "customerNumber": "+15552220000"}""", Encoding.UTF8, "application/json");

        using var answer = await Host.Web.PostAsync(new Uri("/v1/sends:check", UriKind.Relative), content);

        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains($"\"{ErrorReason.Internal}\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }
}
