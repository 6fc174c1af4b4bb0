using Consent.Silo.Access;
using Grpc.Core;

namespace Consent.Silo.Tests.Access;

/// <summary>Tokens that must not be taken, at a real server, by gRPC and by JSON.</summary>
public sealed class TokenAttackTests(TokenServer server) : IClassFixture<TokenServer>
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task Check_GoodToken_IsAnswered()
    {
        Assert.Equal(StatusCode.OK, (await server.Server.CheckWithTokenAsync(server.Token())).Status);
        Assert.Equal(StatusCode.OK, (await server.Server.CheckWithAsync(("authorization", $"bearer {server.Token()}"))).Status);
    }

    [Theory]
    [InlineData("exp", -60, "has expired")]
    [InlineData("nbf", 600, "not valid yet")]
    public async Task Check_OutsideItsTime_IsRefused(string claim, int seconds, string problem) =>
        await AssertRefusedAsync(server.Token(claims => claims[claim] = Now.AddSeconds(seconds).ToUnixTimeSeconds()), problem);

    [Theory]
    [InlineData("aud", "https://another.example.com", "another audience")]
    [InlineData("iss", "https://another.example.com", "another issuer")]
    [InlineData("sub", "stranger", "subject")]
    [InlineData("sub", null, "subject")]
    [InlineData("exp", null, "no expiry")]
    [InlineData("accounts", "Not An Account", "accounts")]
    [InlineData("senders", "+15550006001 +15550006002", "senders")]
    public async Task Check_OneClaimWrong_IsRefused(string claim, string? value, string problem)
    {
        var token = server.Token(claims =>
        {
            claims[claim] = value;
            if (value is null)
            {
                claims.Remove(claim);
            }
        });

        await AssertRefusedAsync(token, problem);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    [InlineData("PS256")]
    public async Task Check_AlgorithmThatIsNotAccepted_IsRefused(string algorithm) =>
        await AssertRefusedAsync(server.Token(header: header => header["alg"] = algorithm), "algorithm");

    [Fact]
    public async Task Check_SignedByAStranger_IsRefused()
    {
        using var stranger = TokenSigner.Rsa(server.Signer.KeyId);
        using var unknown = TokenSigner.Rsa("unknown");

        await AssertRefusedAsync(stranger.Sign(server.Authority.Issuer, Now), "signature is wrong");
        await AssertRefusedAsync(unknown.Sign(server.Authority.Issuer, Now), "does not list");
    }

    [Fact]
    public async Task Check_HugeToken_IsRefused() => await AssertRefusedAsync(
        server.Token(claims => claims["filler"] = new string('x', JwtReader.MaxLength)), "longer than");

    [Fact]
    public async Task Check_NestedToken_IsRefused()
    {
        await AssertRefusedAsync(server.Signer.SignText(new string('[', 5_000)), "no token");
        var nested = new string('[', 2_500) + new string(']', 2_500);
        await AssertRefusedAsync(server.Signer.SignText($$"""{"sub":"gateway","deep":{{nested}}}"""), "no token");
    }

    [Theory]
    [InlineData("opaque")]
    [InlineData("..")]
    [InlineData("e30.e30.e30")]
    public async Task Check_NoToken_IsRefused(string token) =>
        Assert.Equal(StatusCode.Unauthenticated, (await server.Server.CheckWithTokenAsync(token)).Status);

    [Fact]
    public async Task Check_WithoutCredential_IsRefused()
    {
        var answer = await server.Server.CheckWithAsync();

        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIAL_MISSING"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Check_TwoTokens_IsRefusedHoweverGood()
    {
        var token = server.Token();

        var two = await server.Server.CheckWithAsync(("authorization", $"Bearer {token}"), ("authorization", $"Bearer {token}"));
        var joined = await server.Server.CheckWithAsync(("authorization", $"Bearer {token}, Bearer {token}"));

        Assert.Equal(StatusCode.Unauthenticated, two.Status);
        Assert.Equal(StatusCode.Unauthenticated, joined.Status);
        AssertTellsNoToken(two, token);
        AssertTellsNoToken(joined, token);
    }

    [Fact]
    public async Task Check_OtherScheme_IsRefused()
    {
        var token = server.Token();
        foreach (var value in (string[])[token, $"Token {token}", $"Basic {token}", $"Bearer{token}", "Bearer"])
        {
            var answer = await server.Server.CheckWithAsync(("authorization", value));

            Assert.Equal(StatusCode.Unauthenticated, answer.Status);
            AssertTellsNoToken(answer, token);
        }
    }

    [Fact]
    public async Task Check_TokenAsApiKey_IsRefused()
    {
        var token = server.Token();
        var answer = await server.Server.CheckWithAsync(("x-api-key", token));

        Assert.Equal(StatusCode.Unauthenticated, answer.Status);
        AssertTellsNoToken(answer, token);
    }

    [Theory]
    [InlineData("openid profile")]
    [InlineData("")]
    [InlineData("Check")]
    [InlineData("read")]
    public async Task Check_TokenWithoutTheRole_IsDenied(string roles)
    {
        var answer = await server.Server.CheckWithTokenAsync(server.Token(claims => claims["roles"] = roles));

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_NOT_GRANTED"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Check_TokenOfAnotherAccount_IsDenied()
    {
        var answer = await server.Server.CheckWithTokenAsync(server.Token(claims => claims["accounts"] = "shop"));

        Assert.Equal((StatusCode.PermissionDenied, "SCOPE_NOT_GRANTED"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Log_AfterTheAttacks_HoldsNoToken()
    {
        var token = server.Token(claims => claims["sub"] = "stranger");
        await server.Server.CheckWithTokenAsync(token);

        Assert.DoesNotContain(server.Server.Output.Lines, line => line.Contains(token[..20], StringComparison.Ordinal));
    }

    private async Task AssertRefusedAsync(string token, string problem)
    {
        var answer = await server.Server.CheckWithTokenAsync(token);

        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIAL_INVALID"), (answer.Status, answer.Reason));
        Assert.Contains(problem, answer.Message, StringComparison.Ordinal);
        AssertTellsNoToken(answer, token);
    }

    private static void AssertTellsNoToken(CredentialAnswer answer, string token) => Assert.All(
        token.Split('.', StringSplitOptions.RemoveEmptyEntries),
        part => Assert.DoesNotContain(part, answer.Everything, StringComparison.Ordinal));
}
