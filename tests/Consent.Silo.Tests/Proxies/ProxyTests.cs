using System.Net.Http.Json;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Consent.Silo.Tests.Proxies;

/// <summary>nginx and HAProxy as the examples set them up: a long stream passes, and JSON does.</summary>
public sealed class ProxyTests : IAsyncLifetime, IDisposable
{
    // About 1.5 MiB in all.
    private const int Checks = 15_000;

    // docs/run.md: with more HAProxy 2.6 may stall.
    private const int Unanswered = 100;

    private readonly TempFolder _folder = new();
    private readonly int _grpc = FreePort.Find();
    private readonly int _web = FreePort.Find();
    private ServerProcess _server = null!;

    public async Task InitializeAsync() => _server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path)
    {
        Settings = [$"Listen:Grpc=http://127.0.0.1:{_grpc}", $"Listen:Web=http://127.0.0.1:{_web}"],
    });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nginx_AsTheExampleSetsItUp_PassesALongStreamAndJson()
    {
        using var proxy = await Proxy.NginxAsync(_folder.Path, _grpc, _web);

        await AssertPassesAsync(proxy);
    }

    [Fact]
    public async Task Haproxy_AsTheExampleSetsItUp_PassesALongStreamAndJson()
    {
        using var proxy = await Proxy.HaproxyAsync(_grpc, _web);

        await AssertPassesAsync(proxy);
    }

    // The control: with nginx's default the same stream ends early.
    [Fact]
    public async Task Nginx_WithoutTheLimitOfTheExample_EndsALongStream()
    {
        using var proxy = await Proxy.NginxAsync(_folder.Path, _grpc, _web, without: "client_max_body_size 0;");

        await Assert.ThrowsAsync<RpcException>(() => CheckAsync(proxy));
    }

    private static async Task AssertPassesAsync(Proxy proxy)
    {
        Assert.Equal(Checks, await CheckAsync(proxy));
        using var web = new HttpClient { Timeout = TimeLimit.Generous, BaseAddress = new Uri($"http://127.0.0.1:{proxy.Web}") };
        var text = new { senderNumber = Wire.Sender, customerNumber = "+15557002001", body = "STOP", messageId = "1" };
        using var stop = await web.PostAsJsonAsync(new Uri("/v1/inbound", UriKind.Relative), text);
        Assert.Contains("\"applied\":true", await stop.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>Sends one stream of checks, and counts the answers.</summary>
    private static async Task<int> CheckAsync(Proxy proxy)
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{proxy.Grpc}");
        using var call = new ConsentAuthority.ConsentAuthorityClient(channel).StreamCheckSend(deadline: TimeLimit.Deadline);
        using var free = new SemaphoreSlim(Unanswered);
        var sending = Task.Run(async () =>
        {
            foreach (var number in Enumerable.Range(0, Checks))
            {
                await free.WaitAsync();
                await call.RequestStream.WriteAsync(new StreamCheckSendRequest
                {
                    RequestId = $"{number:d60}",
                    Check = new CheckSendRequest { SenderNumber = Wire.Sender, CustomerNumber = $"+1555{7_100_000 + number}" },
                });
            }

            await call.RequestStream.CompleteAsync();
        });
        var answers = 0;
        while (await call.ResponseStream.MoveNext(default))
        {
            answers++;
            free.Release();
        }

        await sending;
        return answers;
    }
}
