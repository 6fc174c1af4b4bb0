using System.Globalization;
using Consent.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace Consent.Peers.Verifying;

/// <summary>Whether a server answers rightly, asked before it is measured: a fast wrong answer is no figure.</summary>
internal sealed class PeerCheck(ConsentAuthority.ConsentAuthorityClient client, string sender, string customer, string other)
{
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync(Uri address, bool empty)
    {
        using var channel = GrpcChannel.ForAddress(address);
        var first = Random.Shared.NextInt64(2_000_000_000, 9_999_999_999);
        var check = new PeerCheck(
            new ConsentAuthority.ConsentAuthorityClient(channel), "+15550001111", Number(first), Number(first - 1));
        try
        {
            await (empty ? check.AllowsAllAsync() : check.FollowsTheCustomerAsync());
        }
        catch (Exception exception) when (exception is WrongAnswerException or RpcException)
        {
            await Console.Error.WriteLineAsync($"wrong: {exception.Message}");
            return 1;
        }

        Console.WriteLine("right");
        return 0;
    }

    private static string Number(long national) => string.Create(CultureInfo.InvariantCulture, $"+1{national}");

    private Task AllowsAllAsync() => ExpectAsync("from a server that allows everything", Decision.Allowed);

    private async Task FollowsTheCustomerAsync()
    {
        await ExpectAsync("before any text", Decision.Allowed);
        await TextAsync("STOP", InboundKind.OptOut, Decision.Blocked);
        await ExpectAsync("after STOP", Decision.Blocked);
        await TextAsync("START", InboundKind.OptIn, Decision.Allowed);
        await ExpectAsync("after START", Decision.Allowed);
        await TextAsync("STOP", InboundKind.OptOut, Decision.Blocked);
        await ExpectAsync("after a second STOP", Decision.Blocked);
    }

    private async Task TextAsync(string body, InboundKind kind, Decision decision)
    {
        var answer = await client.RecordInboundAsync(new RecordInboundRequest
        {
            SenderNumber = sender,
            CustomerNumber = customer,
            Body = body,
            MessageId = Guid.NewGuid().ToString("N"),
        });
        Expect(kind, answer.Kind, $"what {body} is taken for");
        Expect(true, answer.Applied, $"whether {body} applied");
        Expect(decision, answer.Decision, $"the decision that {body} is answered with");
    }

    /// <summary>The other customer, the other half of each question, is always allowed.</summary>
    private async Task ExpectAsync(string when, Decision decision)
    {
        Expect(decision, (await client.CheckSendAsync(Check(customer))).Decision, $"a single check {when}");
        Expect(Decision.Allowed, (await client.CheckSendAsync(Check(other))).Decision, $"another customer's check {when}");

        var batch = await client.BatchCheckSendAsync(
            new BatchCheckSendRequest { SenderNumber = sender, CustomerNumbers = { other, customer, other, customer } });
        Expect($"{Decision.Allowed} {decision} {Decision.Allowed} {decision}", string.Join(' ', batch.Decisions), $"a batch {when}");
        var exceptions = decision == Decision.Allowed ? "" : "1 3";
        Expect(exceptions, string.Join(' ', batch.Exceptions.Select(exception => exception.Index)), $"a batch's exceptions {when}");

        using var stream = client.StreamCheckSend();
        foreach (var asked in (string[])[other, customer])
            await stream.RequestStream.WriteAsync(new StreamCheckSendRequest { RequestId = asked, Check = Check(asked) });

        await stream.RequestStream.CompleteAsync();
        var answers = await stream.ResponseStream.ReadAllAsync().Select(answer => $"{answer.RequestId} {answer.Check?.Decision}").ToListAsync();
        Expect($"{other} {Decision.Allowed}, {customer} {decision}", string.Join(", ", answers), $"a stream {when}");
    }

    private CheckSendRequest Check(string asked) => new() { SenderNumber = sender, CustomerNumber = asked };

    private static void Expect<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
            throw new WrongAnswerException($"{what}: {actual}, not {expected}");
    }
}
