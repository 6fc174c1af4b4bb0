using System.Net.Sockets;
using System.Text;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Consent.Silo.Tests.Logging;

public sealed class LogTests : IDisposable
{
    private const string Sender = "+15550009001";
    private const string Customer = "+15557770001";

    /// <summary>Part of the texts sent.</summary>
    private const string Marker = "aardvark";

    /// <summary>What must not be seen: the texts, and what the numbers have in common however they are written.</summary>
    private static readonly string[] Secrets = [Marker, "5550009", "5557770", "777-0001"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LogLevel.Warning)]
    [InlineData(LogLevel.Trace)]
    public async Task Output_AfterCallsGoodAndBad_HasNoNumbersAndNoTexts(LogLevel libraries)
    {
        var setup = new ServerSetup(_folder.Path) { Settings = [$"Logging:LogLevel:Default={libraries}"] };
        await using var server = await ServerProcess.StartAsync(setup);
        await CallAsync(server, "good");
        await CallWithJsonAsync(server);
        await SendRawAsync(server);
        using (Database.Lock(_folder.Database, "BEGIN IMMEDIATE"))
        {
            await CallAsync(server, "locked");
        }

        // States that cannot be read: what a library says of them names the record.
        await server.KillAsync();
        await using var restarted = await ServerProcess.StartAsync(setup);
        Database.Execute(_folder.Database, "DROP TRIGGER OrleansStorage_consent_updated");
        Database.Execute(_folder.Database, $$"""
            UPDATE OrleansStorage SET PayloadBinary = CAST('{"customer":{{Customer[1..]}},"record":"{{Marker}}"}' AS BLOB)
            """);
        await CallAsync(restarted, "unreadable");
        await CallWithJsonAsync(restarted);
        var exit = await restarted.StopAsync();

        // That there is something to hide at all: the failures are logged.
        Assert.Contains("[number ", exit.Output, StringComparison.Ordinal);
        Assert.Contains("[number ", server.Output.ToString(), StringComparison.Ordinal);
        var shown = server.Output.Lines.Concat(restarted.Output.Lines)
            .Where(line => Secrets.Any(secret => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        Assert.True(!shown.Any(), string.Join(Environment.NewLine, shown));
    }

    /// <summary>Each method with good numbers and bad ones. How a call ends does not matter here.</summary>
    private static async Task CallAsync(ServerProcess server, string id)
    {
        var authority = server.Authority;
        var calls = new List<Task>();
        string[] spellings =
            [Customer, Customer[1..], $"tel:{Customer}", $"{Customer}\n", $"%2B{Customer[1..]}", "+1 (555) 777-0001"];
        foreach (var customer in spellings)
        {
            calls.Add(Ended(authority.CheckSendAsync(
                new CheckSendRequest { SenderNumber = Sender, CustomerNumber = customer, MessageId = customer })));
            foreach (var body in new[] { "STOP", "HELP", $"STOP {Marker}", $"{Marker} {new string('x', 2_000)}" })
            {
                calls.Add(Ended(authority.RecordInboundAsync(new RecordInboundRequest
                {
                    SenderNumber = Sender,
                    CustomerNumber = customer,
                    Body = body,
                    MessageId = $"{id} {customer} {body.Length}",
                    ReceivedAt = new Timestamp { Seconds = long.MaxValue },
                })));
            }

            calls.Add(Ended(authority.RecordOptOutAsync(new RecordOptOutRequest
            {
                SenderNumber = Sender,
                CustomerNumber = customer,
                Evidence = Marker,
                IdempotencyKey = $"{id} {customer}",
                OccurredAt = new Timestamp { Seconds = 1 },
            })));
            calls.Add(Ended(authority.RecordOptOutAsync(new RecordOptOutRequest
            {
                SenderNumber = Sender,
                CustomerNumber = customer,
                Evidence = Marker,
                IdempotencyKey = $"{id} {customer}",
            })));
            calls.Add(Ended(authority.ReactivateAsync(
                new ReactivateRequest { SenderNumber = Sender, CustomerNumber = customer, Evidence = Marker })));
            calls.Add(Ended(authority.GetStatusAsync(new GetStatusRequest { SenderNumber = Sender, CustomerNumber = customer })));
            calls.Add(Ended(authority.BatchCheckSendAsync(
                new BatchCheckSendRequest { SenderNumber = Sender, CustomerNumbers = { customer } })));
            calls.Add(Ended(authority.ClassifyTextAsync(new ClassifyTextRequest { Body = $"STOP {Marker} {customer}" })));
        }

        await Task.WhenAll(calls);
    }

    private static async Task Ended<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            await call;
        }
        catch (RpcException)
        {
            // Refused.
        }
    }

    private static async Task CallWithJsonAsync(ServerProcess server)
    {
        string[] bodies =
        [
            $$"""{"senderNumber":"{{Sender}}","customerNumber":"{{Customer}}","body":"STOP {{Marker}}","messageId":"json"}""",
            $$"""{"senderNumber":"{{Sender}}","customerNumber":"{{Customer}}","body":"STOP","messageId":"json stop"}""",
            $$"""{"senderNumber":"{{Sender}}","customerNumber":"{{Customer[1..]}}","body":"{{Marker}}","messageId":"json"}""",
            $$"""{"senderNumber":{{Sender[1..]}},"customerNumber":{{Customer[1..]}},"body":{"{{Marker}}":1} }""",
            $$"""{"receivedAt":"{{Customer}}","occurredAt":"{{Marker}}"}""",
            $$"""{"channel":"{{Customer}}","source":"{{Marker}}","purpose":"{{Customer[1..]}}"}""",
            $$"""{"senderNumber":"{{Sender}}","customerNumber":"{{Customer}} {{Marker}}""",
            $"{Customer} {Marker}",
            $"[\"{Customer}\", \"{Marker}\"]",
        ];
        string[] paths = ["/v1/sends:check", "/v1/inbound", "/v1/optOuts", "/v1/optOuts:reactivate", $"/v1/inbound/{Customer}"];
        foreach (var path in paths)
        {
            foreach (var body in bodies)
            {
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                using var answer = await server.Web.PostAsync(new Uri(path, UriKind.Relative), content);
            }
        }

        var (sender, customer) = (Uri.EscapeDataString(Sender), Uri.EscapeDataString(Customer));
        foreach (var path in new[]
        {
            $"/v1/senders/{sender}/customers/{customer}/status",
            $"/v1/senders/{Sender}/customers/{Customer}/status",
            $"/v1/senders/{Sender[1..]}/customers/{Customer[1..]}/status",
            $"/v1/senders/{sender}/customers/{customer}/status?asOf={Marker}{customer}",
            $"/v1/senders/{sender}/customers/{customer}/status?asOfPosition={customer}",
            $"/v1/accounts/{Customer[1..]}/customers/{customer}/status",
            $"/v1/customers/{customer}?body={Marker}",
        })
        {
            using var answer = await server.Web.GetAsync(new Uri(path, UriKind.Relative));
        }
    }

    /// <summary>What no client library sends.</summary>
    private static async Task SendRawAsync(ServerProcess server)
    {
        foreach (var request in new[]
        {
            $"GET /v1/customers/{Customer} {Marker} HTTP/1.1\r\n\r\n",
            $"POST /v1/inbound HTTP/1.1\r\nHost: {Customer}\r\nContent-Length: {Customer}\r\n\r\n{Marker}",
            "POST /v1/inbound HTTP/1.1\r\nHost: x\r\n"
                + $"Content-Type: application/json; charset=none-such\r\nContent-Length: 9\r\n\r\n{Marker} ",
            $"{Marker}{Customer}\r\n\r\n",
        })
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Web.BaseAddress!.Host, server.Web.BaseAddress.Port);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
            client.Client.Shutdown(SocketShutdown.Send);
            try
            {
                await stream.CopyToAsync(Stream.Null);
            }
            catch (IOException)
            {
                // The server closes a connection that it cannot read on, which may reset it before its answer is read.
            }
        }
    }
}
