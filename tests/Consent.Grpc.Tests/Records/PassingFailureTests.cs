using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.Storage.Database;
using Consent.V1;
using Grpc.Core;
using Orleans.Storage;

namespace Consent.Grpc.Tests.Records;

/// <summary>What is likely to pass is tried again inside, with the same id; what is not is said at once.</summary>
public sealed class PassingFailureTests : IAsyncLifetime
{
    private readonly HeldStorage _storage = new HeldStorage().Open();
    private AuthorityHost? _host;

    private Pair Pair => new(_host!.Client, "+15550001111", "+15552220000");

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync(_storage.Intercept);

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Fact]
    public async Task RecordInbound_WritesConflict_IsTriedUntilOneDoesNot()
    {
        _storage.FailWrites(3, () => new InconsistentStateException("another has written"));

        var answer = await Pair.TextAsync("STOP");

        Assert.Equal((true, false, 1), (answer.Applied, answer.Duplicate, answer.LedgerPosition));
        Assert.Equal(0, _storage.FailuresLeft);
    }

    [Fact]
    public async Task RecordInbound_DatabaseTakesTooLong_IsTriedUntilItDoesNot()
    {
        _storage.FailWrites(2, () => new IOException("slow", new TimeoutException()));

        Assert.Equal(Decision.Blocked, (await Pair.TextAsync("STOP")).Decision);
        Assert.Equal(0, _storage.FailuresLeft);
    }

    [Fact]
    public async Task RecordInbound_TooManyWritesWait_IsRefusedAtOnceAndLeavesTheRecordAsItWas()
    {
        await Pair.TextAsync("STOP");
        _storage.FailWrites(1, () => new StorageBusyException());

        var refusal = await Refusal.OfAsync(Pair.TextAsync("START", "start"));

        Assert.Equal((StatusCode.ResourceExhausted, ErrorReason.StorageBusy), (refusal.Status, refusal.Reason));
        Assert.Equal(0, _storage.FailuresLeft);
        Assert.Equal(ConsentState.OptedOut, Assert.Single((await Pair.StatusAsync()).Records).State);
        var again = await Pair.TextAsync("START", "start");
        Assert.Equal((true, false, 2), (again.Applied, again.Duplicate, again.LedgerPosition));
    }
}
