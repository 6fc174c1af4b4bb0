using System.Threading.Channels;
using Consent.V1;
using Grpc.Core;
using Channel = System.Threading.Channels.Channel;

namespace Consent.Grpc.Tests.Imports;

/// <summary>Both ends of an import, in the test's hand.</summary>
internal sealed class FakeImport : IAsyncStreamReader<ImportOptOutsRequest>, IServerStreamWriter<ImportOptOutsResponse>
{
    private readonly Channel<ImportOptOutsRequest> _parts = Channel.CreateUnbounded<ImportOptOutsRequest>();
    private readonly Channel<ImportOptOutsResponse> _answers = Channel.CreateUnbounded<ImportOptOutsResponse>();
    private ImportOptOutsRequest? _current;

    public ImportOptOutsRequest Current => _current!;

    public WriteOptions? WriteOptions { get; set; }

    public int AnswersAtHand => _answers.Reader.Count;

    public void Send(ImportOptOutsRequest part) => _parts.Writer.TryWrite(part);

    public void End() => _parts.Writer.Complete();

    public ValueTask<ImportOptOutsResponse> AnswerAsync() => _answers.Reader.ReadAsync();

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await _parts.Reader.WaitToReadAsync(cancellationToken))
        {
            return false;
        }

        _current = await _parts.Reader.ReadAsync(cancellationToken);
        return true;
    }

    public Task WriteAsync(ImportOptOutsResponse message) => _answers.Writer.WriteAsync(message).AsTask();

    Task IAsyncStreamWriter<ImportOptOutsResponse>.WriteAsync(ImportOptOutsResponse message, CancellationToken cancellationToken) =>
        WriteAsync(message);
}
