using Consent.Torture.Workload;

namespace Consent.Torture.Tests.Workload;

public sealed class RoomTests : IDisposable
{
    private readonly Room _room = new(2);
    private readonly TaskCompletionSource _end = new();
    private int _begun;

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task TryBegin_MoreThanThereIsRoomFor_LeavesTheRestOut()
    {
        await BeginAsync(3);
        Assert.Equal(2, _begun);

        _end.SetResult();
        await _room.EmptyAsync();
        Assert.Equal(2, _begun);
    }

    [Fact]
    public async Task Empty_WhileOneIsUnderWay_WaitsForIt()
    {
        await BeginAsync(1);
        var empty = _room.EmptyAsync();
        Assert.False(empty.IsCompleted);

        _end.SetResult();
        await empty;
    }

    [Fact]
    public async Task TryBegin_AfterOneFailed_Fails()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => _room.TryBeginAsync(() => throw new InvalidDataException()));
        await Assert.ThrowsAsync<InvalidDataException>(_room.EmptyAsync);
    }

    private async Task BeginAsync(int times)
    {
        for (var time = 0; time < times; time++)
        {
            await _room.TryBeginAsync(async () =>
            {
                _begun++;
                await _end.Task;
            });
        }
    }
}
