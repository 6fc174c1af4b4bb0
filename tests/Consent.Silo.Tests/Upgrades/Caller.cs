using Consent.Silo.Tests.Servers;
using Consent.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>Makes the call that a request is for.</summary>
internal sealed class Caller(ServerProcess server)
{
    // The build before had no such policy, and this one's default is what it did.
    private const string DefaultPolicy = ", \"possibleOptOutPolicy\": \"POSSIBLE_OPT_OUT_POLICY_RECORD\"";

    private readonly ConsentLedger.ConsentLedgerClient _ledger = new(server.Connect());

    /// <summary>The answer, in its parts, or the status of a refusal, whose words may change.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(IReadOnlyList<IMessage> request)
    {
        try
        {
            return [.. (await AnswersAsync(request)).Select(Written)];
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition)
        {
            return [$"{e.StatusCode}"];
        }
    }

    /// <summary>A message as the file has it: its kind, and its content as JSON.</summary>
    public static string Written(IMessage message)
    {
        // The words for people are the server's, not the database's.
        switch (message)
        {
            case CheckSendResponse check: check.Notice = ""; break;
            case BatchCheckSendResponse batch: batch.Notice = ""; break;
            case SelectSenderResponse selected: selected.Notice = ""; break;
            case GetStatusResponse status:
                (status.Notice, status.ResubscribeHint) = ("", "");

                // The build before had none to show; a test of its own looks.
                status.OpenReviews.Clear();
                break;
            default: break;
        }

        var json = JsonFormatter.Default.Format(message).Replace(DefaultPolicy, "", StringComparison.Ordinal);
        return $"{message.Descriptor.Name} {json}";
    }

    /// <summary>A message as it was written.</summary>
    public static IMessage Read(string written)
    {
        var name = written[..written.IndexOf(' ', StringComparison.Ordinal)];
        var descriptor = new[] { ConsentAuthorityReflection.Descriptor, ConsentRegistryReflection.Descriptor, ConsentLedgerReflection.Descriptor }
            .SelectMany(file => file.MessageTypes)
            .Single(message => message.Name == name);
        return JsonParser.Default.Parse(written[name.Length..], descriptor);
    }

    private async Task<IEnumerable<IMessage>> AnswersAsync(IReadOnlyList<IMessage> request) => request[0] switch
    {
        CheckSendRequest check => [await server.Authority.CheckSendAsync(check)],
        BatchCheckSendRequest batch => [await server.Authority.BatchCheckSendAsync(batch)],
        SelectSenderRequest select => [await server.Authority.SelectSenderAsync(select)],
        RecordInboundRequest text => [await server.Authority.RecordInboundAsync(text)],
        RecordOptOutRequest optOut => [await server.Authority.RecordOptOutAsync(optOut)],
        ReactivateRequest reactivate => [await server.Authority.ReactivateAsync(reactivate)],
        GetStatusRequest status => [await server.Authority.GetStatusAsync(status)],
        PutAccountRequest account => [await server.Registry.PutAccountAsync(account)],
        PutSenderRequest sender => [await server.Registry.PutSenderAsync(sender)],
        ListAccountsRequest accounts => [await server.Registry.ListAccountsAsync(accounts)],
        ListSendersRequest senders => [await server.Registry.ListSendersAsync(senders)],
        GetHistoryRequest history => [await _ledger.GetHistoryAsync(history)],
        ListSealsRequest seals => [await _ledger.ListSealsAsync(seals)],
        ExportConsentsRequest export => await AllAsync(_ledger.ExportConsents(export).ResponseStream),
        VerifyLedgerRequest verify => await AllAsync(_ledger.VerifyLedger(verify).ResponseStream),
        ImportOptOutsRequest => await ImportAsync(request.Cast<ImportOptOutsRequest>()),
        var other => throw new ArgumentException($"There is no call for {other.Descriptor.Name}."),
    };

    private async Task<IEnumerable<IMessage>> ImportAsync(IEnumerable<ImportOptOutsRequest> parts)
    {
        using var call = _ledger.ImportOptOuts();
        foreach (var part in parts)
        {
            await call.RequestStream.WriteAsync(part);
        }

        await call.RequestStream.CompleteAsync();

        // How many answers tell of the progress is a matter of time.
        return (await AllAsync(call.ResponseStream)).TakeLast(1);
    }

    private static async Task<IReadOnlyList<IMessage>> AllAsync<T>(IAsyncStreamReader<T> answers)
        where T : IMessage
    {
        var all = new List<IMessage>();
        while (await answers.MoveNext(default))
        {
            all.Add(answers.Current);
        }

        return all;
    }
}
