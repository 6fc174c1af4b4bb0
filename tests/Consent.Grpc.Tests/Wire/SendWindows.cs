using System.Buffers.Binary;

namespace Consent.Grpc.Tests.Wire;

/// <summary>How much the server is willing to take, on the connection and on each stream.</summary>
internal sealed class SendWindows
{
    private const int InitialWindowSize = 4;

    private readonly Lock _lock = new();
    private readonly Dictionary<int, long> _streams = [];
    private TaskCompletionSource _grew = NewSignal();
    private long _connection = 65_535;
    private long _initial = 65_535;

    /// <summary>Gets what tells that a window has grown; to be taken before a window is found too small.</summary>
    public Task Grew => Volatile.Read(ref _grew).Task;

    public void Open(int id)
    {
        lock (_lock)
        {
            _streams[id] = _initial;
        }
    }

    public bool TryTake(int id, int size)
    {
        lock (_lock)
        {
            if (_connection < size || _streams[id] < size)
            {
                return false;
            }

            _connection -= size;
            _streams[id] -= size;
            return true;
        }
    }

    public void Grow(int id, int by)
    {
        lock (_lock)
        {
            if (id == 0)
            {
                _connection += by;
            }
            else
            {
                _streams[id] += by;
            }
        }

        Signal();
    }

    /// <summary>Takes the server's settings, of which only the size of a new stream's window matters.</summary>
    public void Set(byte[] settings)
    {
        for (var at = 0; at < settings.Length; at += 6)
        {
            if (BinaryPrimitives.ReadInt16BigEndian(settings.AsSpan(at)) == InitialWindowSize)
            {
                lock (_lock)
                {
                    var initial = BinaryPrimitives.ReadInt32BigEndian(settings.AsSpan(at + 2));
                    foreach (var id in _streams.Keys)
                    {
                        _streams[id] += initial - _initial;
                    }

                    _initial = initial;
                }
            }
        }

        Signal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal() => Interlocked.Exchange(ref _grew, NewSignal()).SetResult();
}
