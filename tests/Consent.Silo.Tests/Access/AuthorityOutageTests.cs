using Consent.Silo.Access;
using Consent.Silo.Tests.Servers;
using Grpc.Core;

namespace Consent.Silo.Tests.Access;

/// <summary>A real server whose authority comes, changes its keys, and goes.</summary>
public sealed class AuthorityOutageTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TokenSigner _signer = TokenSigner.Ecdsa();
    private readonly string _address = $"http://127.0.0.1:{FreePort.Find()}";

    public void Dispose()
    {
        _signer.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Check_AuthorityComesChangesItsKeysAndGoes_TakesItsTokens()
    {
        using var next = TokenSigner.Ecdsa("two");
        await using var server = await ServerProcess.StartAsync(
            new ServerSetup(_folder.Path) { Settings = TokenServer.SettingsFor(_address) });
        var away = await server.CheckWithTokenAsync(Token(_signer));
        Assert.Equal((StatusCode.Unavailable, "CREDENTIAL_UNCHECKED"), (away.Status, away.Reason));

        await using (var authority = await LoopbackAuthority.StartAsync(_address, _signer))
        {
            await server.UntilTokenIsTakenAsync(Token(_signer));
            Assert.Equal(StatusCode.OK, (await server.CheckWithTokenAsync(Token(_signer))).Status);

            authority.Keys = [_signer.Jwk(), next.Jwk()];
            Assert.Equal(StatusCode.OK, (await server.CheckWithTokenAsync(Token(next))).Status);

            var (began, readings) = (TimeProvider.System.GetTimestamp(), authority.Readings);
            await Task.WhenAll(Enumerable.Range(0, 100).Select(index => RefuseUnknownAsync(server, $"unknown {index}")));
            var minutes = (int)(TimeProvider.System.GetElapsedTime(began) / SigningKeys.UnknownKeyInterval);
            Assert.InRange(authority.Readings - readings, 0, minutes + 1);
        }

        Assert.Equal(StatusCode.OK, (await server.CheckWithTokenAsync(Token(_signer))).Status);
        Assert.Equal(StatusCode.OK, (await server.CheckWithTokenAsync(Token(next))).Status);
        await RefuseUnknownAsync(server, "unknown");
    }

    private async Task RefuseUnknownAsync(ServerProcess server, string keyId)
    {
        using var stranger = TokenSigner.Ecdsa(keyId);
        var answer = await server.CheckWithTokenAsync(Token(stranger));

        Assert.Equal((StatusCode.Unauthenticated, "CREDENTIAL_INVALID"), (answer.Status, answer.Reason));
    }

    // For every account, as the server has none.
    private string Token(TokenSigner signer) =>
        signer.Sign(_address, TimeProvider.System.GetUtcNow(), claims => claims.Remove("accounts"));
}
