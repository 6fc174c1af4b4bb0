using System.Text;
using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Silo.Access;
using Microsoft.IdentityModel.Tokens;

namespace Consent.Silo.Tests.Access;

public sealed class JwtReaderTests
{
    [Fact]
    public async Task Read_GoodToken_IsItsSubjectWithItsGrantUntilItExpires()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var end = reading.Time.GetUtcNow().AddMinutes(10);

        var caller = await reading.TakeAsync(reading.Token());

        Assert.Equal("sub gateway", caller.Name);
        Assert.Equal(new Grant(Roles.Check, [AccountId.Parse("acme")]), caller.Grant);
        Assert.Equal(end.ToUnixTimeSeconds() + 30, caller.ExpiresAt!.Value.ToDateTimeOffset().ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("PS256")]
    public async Task Read_SignedWithRsa_IsTaken(string algorithm)
    {
        using var reading = await new TokenReading(signer: TokenSigner.Rsa()).WithKeysAsync();

        await reading.TakeAsync(reading.Token(header: header => header["alg"] = algorithm));
    }

    [Fact]
    public async Task Read_Again_IsTheSameCaller()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Token();

        Assert.Same(await reading.TakeAsync(token), await reading.TakeAsync(token));
    }

    [Fact]
    public async Task Read_Again_AllocatesNothing()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Token();
        await reading.TakeAsync(token);

        // Each is answered at once, on this thread.
        var authorization = TokenReading.Scheme + token;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var index = 0; index < 1_000; index++)
        {
            await reading.Reader.ReadAsync(authorization, TokenReading.Scheme.Length);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Read_FloodOfBadTokens_LeavesNothingBehind()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        using var stranger = TokenSigner.Ecdsa(reading.Signer.KeyId);
        for (var index = 0; index < 500; index++)
        {
            var token = stranger.Sign(ListedKeys.Issuer, reading.Time.GetUtcNow(), claims => claims["jti"] = index);
            Assert.Null((await reading.ReadAsync(token)).Caller);
        }

        Assert.Equal((0, 1), (reading.Cache.Count, reading.Listed.Readings));
        await reading.TakeAsync(reading.Token());
        Assert.Equal(1, reading.Cache.Count);
    }

    [Fact]
    public async Task Read_ManyAtOnce_AreOneCaller()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Token();

        var callers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => reading.TakeAsync(token))));

        Assert.Single(callers.Distinct());
    }

    [Theory]
    [InlineData(-630, -31, "has expired")]
    [InlineData(31, 600, "not valid yet")]
    public async Task Read_OutsideItsTime_IsRefused(int from, int until, string problem)
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(InTime(reading, from, until)), problem);
    }

    [Theory]
    [InlineData(-600, -29)]
    [InlineData(29, 600)]
    public async Task Read_WithinTheSkewOfClocks_IsTaken(int from, int until)
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.TakeAsync(reading.Token(InTime(reading, from, until)));
    }

    [Fact]
    public async Task Read_KnownTokenThatExpires_IsRefusedFromThenOn()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Token();
        await reading.TakeAsync(token);

        reading.Time.Advance(TimeSpan.FromMinutes(10) + JwtReader.ClockSkew);

        await reading.AssertRefusedAsync(token, "has expired");
    }

    [Theory]
    [InlineData("9223372036854775807")]
    [InlineData("253402300799")]
    [InlineData("1e300")]
    public async Task Read_ExpiryBeyondTime_IsTakenOrRefusedButNoFault(string expiry)
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Signer.SignText($$"""
            {"iss":"{{ListedKeys.Issuer}}","aud":"consent","sub":"gateway","exp":{{expiry}},"roles":"check","accounts":"acme"}
            """);

        var read = await reading.ReadAsync(token);

        Assert.True(read.Caller is not null || read.Problem is not null);
    }

    [Fact]
    public async Task Read_NoExpiry_IsRefused()
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(claims => claims.Remove("exp")), "no expiry");
    }

    [Theory]
    [InlineData("another")]
    [InlineData("consent/")]
    [InlineData("Consent")]
    [InlineData(null)]
    public async Task Read_ForAnotherAudience_IsRefused(string? audience)
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(claims => claims["aud"] = audience), "another audience");
    }

    [Fact]
    public async Task Read_ForSeveralAudiencesWithThisOne_IsTaken()
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.TakeAsync(reading.Token(claims => claims["aud"] = new[] { "another", TokenSigner.Audience }));
    }

    [Theory]
    [InlineData("https://login.example.com")]
    [InlineData("https://login.example.org/")]
    [InlineData(null)]
    public async Task Read_OfAnotherIssuer_IsRefused(string? issuer)
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(claims => claims["iss"] = issuer), "another issuer");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("HS256")]
    [InlineData("PS384x")]
    [InlineData("")]
    public async Task Read_AlgorithmThatIsNotAccepted_IsRefused(string algorithm)
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(header: header => header["alg"] = algorithm), "algorithm");
    }

    [Fact]
    public async Task Read_PublicKeyAsTheSecretOfHmac_IsRefusedByEachKind()
    {
        using var ecdsa = await new TokenReading().WithKeysAsync();
        using var rsa = await new TokenReading(signer: TokenSigner.Rsa()).WithKeysAsync();

        await ecdsa.AssertRefusedAsync(ecdsa.Token(header: header => header["alg"] = "HS256"), "algorithm");
        await rsa.AssertRefusedAsync(rsa.Token(header: header => header["alg"] = "HS256"), "algorithm");
    }

    [Fact]
    public async Task Read_OtherAsymmetricAlgorithmThanNamed_IsRefused()
    {
        using var reading = await new TokenReading(options => options.Algorithms = "ES256", TokenSigner.Rsa()).WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(), "algorithm");
    }

    [Fact]
    public async Task Read_AlgorithmOfAnotherKindOfKey_IsRefused()
    {
        using var reading = await new TokenReading(signer: TokenSigner.Rsa()).WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(header: header => header["alg"] = "ES256"), "signature");
    }

    [Fact]
    public async Task Read_SignedByAStrangerUnderTheKeysId_IsRefused()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        using var stranger = TokenSigner.Ecdsa(reading.Signer.KeyId);

        await reading.AssertRefusedAsync(stranger.Sign(ListedKeys.Issuer, reading.Time.GetUtcNow()), "signature is wrong");
    }

    [Fact]
    public async Task Read_StrangersKeyInTheHeader_IsNotBelieved()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        using var stranger = TokenSigner.Ecdsa("stranger");

        var token = stranger.Sign(
            ListedKeys.Issuer,
            reading.Time.GetUtcNow(),
            header: header => (header["jwk"], header["jku"]) = (stranger.Jwk(), "https://stranger.example.com/keys"));

        await reading.AssertRefusedAsync(token, "does not list");
    }

    [Fact]
    public async Task Read_CriticalExtension_IsRefused()
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(header: header => header["crit"] = new[] { "b64" }), "crit");
    }

    [Fact]
    public async Task Read_AnyByteOfAGoodTokenChanged_IsRefused()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Token();
        await reading.TakeAsync(token);

        // The last character has bits that no byte takes.
        for (var at = 0; at < token.Length - 1; at++)
        {
            var changed = new StringBuilder(token) { [at] = token[at] == 'A' ? 'B' : 'A' }.ToString();
            Assert.True((await reading.ReadAsync(changed)).Caller is null, $"Taken with another character at {at}: {changed}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b.c")]
    [InlineData("opaque")]
    [InlineData("eyJ.eyJ.eyJ")]
    [InlineData("e30.e30.")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    [InlineData("W10.W10.W10")]
    [InlineData("ÄÖ.\0.\uD800")]
    public async Task Read_NoToken_IsRefused(string token)
    {
        using var reading = await new TokenReading().WithKeysAsync();

        var read = await reading.ReadAsync(token);

        Assert.Null(read.Caller);
        Assert.NotNull(read.Problem);
    }

    [Fact]
    public async Task Read_TwoTokensInOneHeader_IsRefused()
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync($"{reading.Token()}, Bearer {reading.Token()}", "no token");
    }

    [Fact]
    public async Task Read_Encrypted_IsRefused()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var header = Base64UrlEncoder.Encode("""{"alg":"RSA-OAEP","enc":"A256GCM"}""");

        Assert.Null((await reading.ReadAsync($"{header}.AAAA.AAAA.AAAA.AAAA")).Caller);
    }

    [Fact]
    public async Task Read_TooLong_IsRefusedUnread()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Token(claims => claims["filler"] = new string('x', JwtReader.MaxLength));

        await reading.AssertRefusedAsync(token, "longer than 8192 characters");
        await reading.AssertRefusedAsync(new string('.', 1_000_000), "longer than 8192 characters");
    }

    [Fact]
    public async Task Read_AsLongAsMayBe_IsTaken()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var token = reading.Token(claims => claims["filler"] = new string('x', 5_000));

        Assert.InRange(token.Length, 7_000, JwtReader.MaxLength);
        await reading.TakeAsync(token);
    }

    [Fact]
    public async Task Read_DeeplyNestedPayload_IsRefused()
    {
        using var reading = await new TokenReading().WithKeysAsync();
        var nested = new string('[', 2_000) + new string(']', 2_000);

        Assert.Null((await reading.ReadAsync(reading.Signer.SignText($$"""{"sub":{{nested}}}"""))).Caller);
        Assert.Null((await reading.ReadAsync(reading.Signer.SignText(new string('[', 5_000)))).Caller);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("line\nbreak")]
    public async Task Read_WithoutASubjectThatCanBeNamed_IsRefused(string? subject)
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(claims => claims["sub"] = subject), "subject");
    }

    [Fact]
    public async Task Read_SubjectTooLongToBeNamed_IsRefused()
    {
        using var reading = await new TokenReading().WithKeysAsync();

        await reading.AssertRefusedAsync(reading.Token(claims => claims["sub"] = new string('x', 201)), "subject");
    }

    [Fact]
    public async Task Read_SubjectsAreNamed_TakesThoseAlone()
    {
        using var reading = await new TokenReading(options => options.AllowedSubjects = "gateway, worker").WithKeysAsync();

        await reading.TakeAsync(reading.Token());
        await reading.TakeAsync(reading.Token(claims => claims["sub"] = "worker"));
        await reading.AssertRefusedAsync(reading.Token(claims => claims["sub"] = "Gateway"), "subject");
        await reading.AssertRefusedAsync(reading.Token(claims => claims["sub"] = "gateway, worker"), "subject");
    }

    private static Action<Dictionary<string, object?>> InTime(TokenReading reading, int from, int until) => claims =>
        (claims["nbf"], claims["exp"]) = (At(reading, from), At(reading, until));

    private static long At(TokenReading reading, int seconds) => reading.Time.GetUtcNow().ToUnixTimeSeconds() + seconds;
}
