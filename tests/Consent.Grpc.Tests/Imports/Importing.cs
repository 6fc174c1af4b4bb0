using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;

namespace Consent.Grpc.Tests.Imports;

/// <summary>An import as a caller runs it.</summary>
internal static class Importing
{
    private static int _imports;

    public static string NewId() => $"import-{Interlocked.Increment(ref _imports)}";

    public static ImportOptOutsRequest Header(string sender, string? id = null) => new()
    {
        Header = new ImportHeader { ImportId = id ?? NewId(), SenderNumber = sender, Actor = "operator-7", Evidence = "list of 2025" },
    };

    public static ImportOptOutsRequest Part(params IEnumerable<ImportRow> rows) => new() { Rows = new ImportRows { Rows = { rows } } };

    public static ImportRow Row(string customer, DateTimeOffset? optedOutAt = null, string keyword = "STOP") =>
        new() { CustomerNumber = customer, OptedOutAt = optedOutAt?.ToTimestamp(), Keyword = keyword };

    /// <summary>Sends everything while the answers are read.</summary>
    public static async Task<List<ImportOptOutsResponse>> RunAsync(AuthorityHost host, params IEnumerable<ImportOptOutsRequest> parts)
    {
        using var call = new ConsentLedger.ConsentLedgerClient(host.Channel).ImportOptOuts();
        var sending = SendAsync();
        var answers = new List<ImportOptOutsResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            answers.Add(call.ResponseStream.Current);
        }

        await sending;
        return answers;

        async Task SendAsync()
        {
            try
            {
                foreach (var part in parts)
                {
                    await call.RequestStream.WriteAsync(part);
                }

                await call.RequestStream.CompleteAsync();
            }
            catch (Exception e) when (e is RpcException or InvalidOperationException)
            {
                // Refused before everything was sent: the answers say why.
            }
        }
    }

    public static Task<Refusal> RefusalAsync(AuthorityHost host, params IEnumerable<ImportOptOutsRequest> parts) =>
        Refusal.OfAsync(RunAsync(host, parts));
}
