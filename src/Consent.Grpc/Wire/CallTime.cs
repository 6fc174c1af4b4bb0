using Grpc.Core;

namespace Consent.Grpc.Wire;

/// <summary>How long a call may take: until the caller's deadline, or the server's own where it gave none.</summary>
internal sealed class CallTime : IDisposable
{
    public static readonly TimeSpan ServersOwn = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource? _own;
    private readonly CancellationTokenSource? _either;

    public CallTime(ServerCallContext context, TimeProvider time)
    {
        Token = context.CancellationToken;
        if (context.Deadline == DateTime.MaxValue)
        {
            _own = new CancellationTokenSource(ServersOwn, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_own.Token, Token);
            Token = _either.Token;
        }
    }

    /// <summary>Gets what ends the wait for an answer; what has been started is finished all the same.</summary>
    public CancellationToken Token { get; }

    public void Dispose()
    {
        _either?.Dispose();
        _own?.Dispose();
    }
}
