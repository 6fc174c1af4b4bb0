using Consent.Silo.Access;

namespace Consent.Silo.Tests.Access;

public sealed class SigningKeysTests
{
    [Fact]
    public async Task Read_KeyThatIsNew_IsTakenAtOnce()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        using var next = TokenSigner.Ecdsa("two");
        reading.Listed.Signers = [reading.Signer, next];

        await reading.TakeAsync(next.Sign(ListedKeys.Issuer, reading.Time.GetUtcNow()));
        Assert.Equal(2, reading.Listed.Readings);
    }

    [Fact]
    public async Task Read_FloodOfUnknownKeys_ReadsTheKeysOnceAMinute()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        for (var minute = 1; minute <= 3; minute++)
        {
            await Task.WhenAll(Enumerable.Range(0, 200).Select(index => Task.Run(async () =>
            {
                using var stranger = TokenSigner.Ecdsa($"unknown {index}");
                await reading.AssertRefusedAsync(stranger.Sign(ListedKeys.Issuer, reading.Time.GetUtcNow()), "does not list");
            })));

            Assert.Equal(1 + minute, reading.Listed.Readings);
            reading.Time.Advance(SigningKeys.UnknownKeyInterval);
        }
    }

    [Fact]
    public async Task Read_UnknownKeyOfAnExpiredToken_ReadsNoKeys()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        using var stranger = TokenSigner.Ecdsa("unknown");

        await reading.AssertRefusedAsync(stranger.Sign(ListedKeys.Issuer, reading.Time.GetUtcNow().AddHours(-1)), "has expired");

        Assert.Equal(1, reading.Listed.Readings);
    }

    [Fact]
    public async Task Read_KeyThatIsGone_EndsItsTokensAndNoOthers()
    {
        using var next = TokenSigner.Ecdsa("two");
        using var reading = await new TokenReading().WithKeysAsync();
        reading.Listed.Signers = [reading.Signer, next];
        await reading.ReadKeysAsync();
        var (old, young) = (reading.Token(), next.Sign(ListedKeys.Issuer, reading.Time.GetUtcNow()));
        var (caller, kept) = (await reading.TakeAsync(old), await reading.TakeAsync(young));

        reading.Listed.Signers = [next];
        await reading.ReadKeysAsync();

        await reading.AssertRefusedAsync(old, "does not list");
        Assert.False(reading.Reader.IsStillTaken(caller));
        Assert.Same(kept, await reading.TakeAsync(young));
        Assert.True(reading.Reader.IsStillTaken(kept));
    }

    [Fact]
    public async Task Read_KeyReplacedUnderItsId_EndsItsTokens()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        using var successor = TokenSigner.Ecdsa(reading.Signer.KeyId);
        var token = reading.Token();
        await reading.TakeAsync(token);

        reading.Listed.Signers = [successor];
        await reading.ReadKeysAsync();

        await reading.AssertRefusedAsync(token, "signature is wrong");
    }

    [Fact]
    public async Task Read_KeysReadAgainWithoutChange_KeepsItsCallers()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Token();
        var caller = await reading.TakeAsync(token);

        await reading.ReadKeysAsync();

        Assert.Same(caller, await reading.TakeAsync(token));
    }

    [Fact]
    public async Task Read_AuthorityAwayFromTheStart_IsUnavailableUntilItIsBack()
    {
        using var reading = new TokenReading();
        reading.Listed.IsAway = true;
        await reading.ReadKeysAsync();
        var read = await reading.ReadAsync(reading.Token());

        Assert.Equal(Grpc.Access.ReadCredential.Unavailable, read);

        reading.Listed.IsAway = false;
        await reading.ReadKeysAsync();
        await reading.TakeAsync(reading.Token());
    }

    [Fact]
    public async Task Read_AuthorityAwayLater_GoesOnWithItsKeys()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        using var stranger = TokenSigner.Ecdsa("unknown");
        reading.Listed.IsAway = true;

        await reading.AssertRefusedAsync(stranger.Sign(ListedKeys.Issuer, reading.Time.GetUtcNow()), "does not list");
        await reading.TakeAsync(reading.Token());
    }

    [Fact]
    public async Task Read_AuthorityThatDoesNotAnswer_HoldsACallForAMomentOnly()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        using var stranger = TokenSigner.Ecdsa("unknown");
        var held = reading.Listed.Hold();

        var waiting = reading.AssertRefusedAsync(stranger.Sign(ListedKeys.Issuer, reading.Time.GetUtcNow()), "does not list");
        reading.Time.Advance(SigningKeys.LongestWait);

        await waiting;
        await reading.TakeAsync(reading.Token());
        held.SetResult();
    }

    [Fact]
    public async Task Stop_AuthorityDoesNotAnswer_WaitsForNothing()
    {
        using var reading = new TokenReading();
        reading.Listed.Hold();
        await reading.Keys.StartAsync(CancellationToken.None);
        await reading.Listed.ReadAtLeastAsync(times: 1);

        await reading.Keys.StopAsync(CancellationToken.None);

        Assert.Null(reading.Keys.Current);
    }

    [Fact]
    public async Task Start_AuthorityIsAway_TriesAgainByItself()
    {
        using var reading = new TokenReading();
        reading.Listed.IsAway = true;
        await reading.Keys.StartAsync(CancellationToken.None);
        await reading.Listed.ReadAtLeastAsync(times: 1);
        reading.Listed.IsAway = false;

        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        while (reading.Keys.Current is null)
        {
            reading.Time.Advance(TimeSpan.FromSeconds(1));
            await timer.WaitForNextTickAsync(patience.Token);
        }

        await reading.TakeAsync(reading.Token());
        await reading.Keys.StopAsync(CancellationToken.None);
    }
}
