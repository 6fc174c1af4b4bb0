using Consent.V1;

namespace Consent.Grpc.Tests.Hosting;

internal static class Streaming
{
    /// <summary>Asks everything over one stream while the answers are read, and ends it.</summary>
    public static async Task<List<StreamCheckSendResponse>> AskAsync(
        ConsentAuthority.ConsentAuthorityClient client, IEnumerable<StreamCheckSendRequest> items)
    {
        using var call = client.StreamCheckSend();
        var asking = AskAsync();
        var answers = new List<StreamCheckSendResponse>();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            answers.Add(call.ResponseStream.Current);
        }

        await asking;
        return answers;

        async Task AskAsync()
        {
            foreach (var item in items)
            {
                await call.RequestStream.WriteAsync(item);
            }

            await call.RequestStream.CompleteAsync();
        }
    }
}
