using System.Threading.Channels;
using Consent.Silo.Access;

namespace Consent.Silo.Tests.Access;

/// <summary>Keys as an authority lists them, which the test changes, and counts how often they are read.</summary>
internal sealed class ListedKeys(params TokenSigner[] signers) : IKeySource
{
    public const string Issuer = "https://login.example.com/";

    private readonly Channel<bool> _read = Channel.CreateUnbounded<bool>();

    private int _readings;
    private TaskCompletionSource? _held;

    public IReadOnlyList<TokenSigner> Signers { get; set; } = signers;

    public bool IsAway { get; set; }

    public int Readings => Volatile.Read(ref _readings);

    /// <summary>Lets nobody read the keys until the answer is completed.</summary>
    public TaskCompletionSource Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until they were read so often, once more.</summary>
    public async Task ReadAtLeastAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await _read.Reader.ReadAsync();
        }
    }

    public async Task<KeySet> ReadAsync(CancellationToken cancellation)
    {
        Interlocked.Increment(ref _readings);
        _read.Writer.TryWrite(true);
        if (_held is { } held)
        {
            await held.Task.WaitAsync(cancellation);
        }

        return IsAway
            ? throw new KeysUnreadableException("The authority is away.")
            : new KeySet(Signers.Select(signer => signer.PublicKey()), [Issuer]);
    }
}
