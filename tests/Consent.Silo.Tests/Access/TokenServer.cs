using Consent.Silo.Tests.Servers;
using Consent.V1;

namespace Consent.Silo.Tests.Access;

/// <summary>A server that takes the tokens of an authority, with the account acme and its sender number.</summary>
public sealed class TokenServer : IAsyncLifetime, IDisposable
{
    private readonly TempFolder _folder = new();

    internal TokenSigner Signer { get; } = TokenSigner.Rsa();

    internal LoopbackAuthority Authority { get; private set; } = null!;

    internal ServerProcess Server { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Authority = await LoopbackAuthority.StartAsync(Signer);
        Server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path) { Settings = SettingsFor(Authority.Issuer) });
        await Server.UntilTokenIsTakenAsync(Token());
        var admin = CredentialCalls.Bearer(Token(claims =>
        {
            claims["roles"] = "admin";
            claims.Remove("accounts");
        }));
        await Server.Registry.PutAccountAsync(
            new PutAccountRequest { Account = new Account { AccountId = "acme", DisplayName = "Acme" } }, admin);
        await Server.Registry.PutSenderAsync(
            new PutSenderRequest
            {
                Sender = new Sender { SenderNumber = Wire.Sender, AccountId = "acme", Kind = SenderKind.Standard },
            },
            admin);
    }

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        await Authority.DisposeAsync();
        Signer.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The settings of a server that takes an authority's tokens, of which one without accounts is for all.</summary>
    internal static IReadOnlyList<string> SettingsFor(string authority) =>
    [
        $"Authentication:Jwt:Authority={authority}",
        $"Authentication:Jwt:Audience={TokenSigner.Audience}",
        "Authentication:Jwt:RequireHttpsMetadata=false",
        "Authentication:Jwt:AllowedSubjects=gateway,worker",
        "Authentication:Jwt:Algorithms=RS256,ES256",
        "Authentication:Jwt:UnlimitedWithoutAccounts=true",
    ];

    /// <summary>A token that is taken, but for what is changed.</summary>
    internal string Token(
        Action<Dictionary<string, object?>>? claims = null, Action<Dictionary<string, object?>>? header = null) =>
        Signer.Sign(Authority.Issuer, TimeProvider.System.GetUtcNow(), claims, header);
}
