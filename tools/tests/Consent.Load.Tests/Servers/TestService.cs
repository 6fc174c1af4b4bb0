using Consent.V1;
using Grpc.Core;

namespace Consent.Load.Tests.Servers;

/// <summary>Answers as a test says; otherwise it allows, and blocks whoever texts STOP.</summary>
internal sealed class TestService : ConsentAuthority.ConsentAuthorityBase
{
    private int _calls;

    /// <summary>What happens at the given call, counted from 1, before it is answered.</summary>
    public Func<int, ServerCallContext, Task> Before { get; set; } = (_, _) => Task.CompletedTask;

    public Func<string, Decision> Decide { get; set; } = _ => Decision.Allowed;

    public List<RecordInboundRequest> Texts { get; } = [];

    public override async Task<CheckSendResponse> CheckSend(CheckSendRequest request, ServerCallContext context)
    {
        await Before(Interlocked.Increment(ref _calls), context);
        return Check(request);
    }

    public override async Task<BatchCheckSendResponse> BatchCheckSend(BatchCheckSendRequest request, ServerCallContext context)
    {
        await Before(Interlocked.Increment(ref _calls), context);
        return new BatchCheckSendResponse
        {
            Decisions = { request.CustomerNumbers.Select(Decide) },
            Notice = new string('n', 100_000),
            LedgerPosition = 1,
        };
    }

    public override async Task StreamCheckSend(
        IAsyncStreamReader<StreamCheckSendRequest> requestStream, IServerStreamWriter<StreamCheckSendResponse> responseStream, ServerCallContext context)
    {
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await Before(Interlocked.Increment(ref _calls), context);
            await responseStream.WriteAsync(new StreamCheckSendResponse { Check = Check(request.Check) }, context.CancellationToken);
        }
    }

    public override async Task<RecordInboundResponse> RecordInbound(RecordInboundRequest request, ServerCallContext context)
    {
        lock (Texts)
        {
            Texts.Add(request);
        }

        await Before(Interlocked.Increment(ref _calls), context);
        return new RecordInboundResponse { Kind = V1.InboundKind.OptOut, Decision = Decision.Blocked, Applied = true };
    }

    private CheckSendResponse Check(CheckSendRequest request) => new() { Decision = Decide(request.CustomerNumber), LedgerPosition = 1 };
}
