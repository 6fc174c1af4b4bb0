using Consent.Grains.Persistence;
using Consent.Storage.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;

namespace Consent.Grains.Tests.Persistence;

public sealed class WriteHealthTests
{
    private static readonly Exception Away = new TimeoutException();
    private static readonly TimeSpan AlmostIdle = WriteHealth.Idle - TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly WriteHealth _health;

    public WriteHealthTests() => _health = new WriteHealth(_time, NullLogger<WriteHealth>.Instance);

    [Fact]
    public void IsFailing_ThirdWriteInARowFails_IsTrueUntilTheNextSucceeds()
    {
        _health.Failed(Away);
        _health.Failed(Away);
        _time.Advance(WriteHealth.Spell);
        Assert.False(_health.IsFailing);
        _health.Failed(Away);
        Assert.True(_health.IsFailing);
        _health.Committed();
        Assert.False(_health.IsFailing);
    }

    [Fact]
    public void IsFailing_ManyFailTogether_IsFalseUntilTheyHaveFailedForAWhile()
    {
        for (var write = 0; write < 64; write++)
        {
            _health.Failed(Away);
        }

        _time.Advance(WriteHealth.Spell - TimeSpan.FromMilliseconds(1));
        _health.Failed(Away);
        Assert.False(_health.IsFailing);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _health.Failed(Away);
        Assert.True(_health.IsFailing);
    }

    [Fact]
    public void IsFailing_AWriteSucceedsInBetween_StartsTheCountAgain()
    {
        _health.Failed(Away);
        _health.Failed(Away);
        _time.Advance(WriteHealth.Spell);
        _health.Committed();
        _health.Failed(Away);
        _health.Failed(Away);
        _time.Advance(WriteHealth.Spell);

        Assert.False(_health.IsFailing);
    }

    [Fact]
    public void IsFailing_SecondProbeFails_IsTrueUntilOneSucceeds()
    {
        _health.ProbeFailed(Away);
        Assert.False(_health.IsFailing);
        _health.ProbeFailed(Away);
        Assert.True(_health.IsFailing);
        _health.ProbeCommitted();
        Assert.False(_health.IsFailing);
    }

    [Fact]
    public void IsFailing_ProbeSucceedsShortlyAfterAFailedWrite_StaysTrue()
    {
        _health.Failed(Away);
        _health.Failed(Away);
        _time.Advance(WriteHealth.Spell);
        _health.Failed(Away);
        _time.Advance(AlmostIdle);
        _health.ProbeCommitted();
        Assert.True(_health.IsFailing);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        _health.ProbeCommitted();
        Assert.False(_health.IsFailing);
    }

    [Fact]
    public void IsFailing_ConflictsBusyWritersAndAStop_SayNothing()
    {
        Exception[] causes = [new InconsistentStateException("Another wrote."), new StorageBusyException(), new ObjectDisposedException("writer")];

        Assert.All(causes, cause => Enumerable.Range(0, 5).ToList().ForEach(_ =>
        {
            _health.Failed(cause);
            _time.Advance(WriteHealth.Spell);
        }));

        Assert.False(_health.IsFailing);
    }

    [Fact]
    public void IsProbeDue_BeforeTheFirstWrite_IsTrue() => Assert.True(_health.IsProbeDue);

    [Fact]
    public void IsProbeDue_AfterACommit_IsFalseForAsLongAsIsKnown()
    {
        _health.Committed();
        Assert.False(_health.IsProbeDue);
        _time.Advance(AlmostIdle);
        Assert.False(_health.IsProbeDue);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(_health.IsProbeDue);
        _health.ProbeCommitted();
        Assert.False(_health.IsProbeDue);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void IsProbeDue_AfterAFailure_IsTrueAtOnce(bool isProbe)
    {
        _health.Committed();
        if (isProbe)
        {
            _health.ProbeFailed(Away);
        }
        else
        {
            _health.Failed(Away);
        }

        Assert.True(_health.IsProbeDue);
    }
}
