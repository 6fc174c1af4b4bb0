using Consent.Grpc.Imports;
using Consent.Storage.Imports;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Grpc.Tests.Imports;

public sealed class ImportPaceTests
{
    private const int ABusySecond = 50_000;
    private const int AQuietSecond = 5_000;

    private readonly FakeTimeProvider _time = new();
    private readonly ImportPace _pace;
    private long _completed;

    public ImportPaceTests() => _pace = new ImportPace(_time, () => _completed);

    [Fact]
    public async Task Next_QuietServer_IsAsMuchAsATransactionTakesAtOnce()
    {
        PassASecond(AQuietSecond);

        Assert.Equal(ImportWriter.MaxRows, await _pace.NextAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Next_BusyServer_IsAFewRowsAfterARest()
    {
        PassASecond(ABusySecond);

        var next = _pace.NextAsync(CancellationToken.None);
        Assert.False(next.IsCompleted);
        _time.Advance(ImportPace.Rest);

        Assert.Equal(ImportPace.FewRows, await next);
    }

    [Fact]
    public async Task Next_ServerWasBusyLately_StillIs()
    {
        PassASecond(ABusySecond);
        Assert.False(_pace.NextAsync(CancellationToken.None).IsCompleted);

        _time.Advance(ImportPace.Rest);

        Assert.False(_pace.NextAsync(CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Next_QuietAgain_IsAsMuchAsATransactionTakes()
    {
        PassASecond(ABusySecond);
        Assert.False(_pace.NextAsync(CancellationToken.None).IsCompleted);
        PassASecond(AQuietSecond);

        Assert.Equal(ImportWriter.MaxRows, await _pace.NextAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Next_CallEndsWhileItRests_EndsToo()
    {
        using var call = new CancellationTokenSource();
        PassASecond(ABusySecond);
        var next = _pace.NextAsync(call.Token);

        await call.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private void PassASecond(int work)
    {
        _completed += work;
        _time.Advance(TimeSpan.FromSeconds(1));
    }
}
