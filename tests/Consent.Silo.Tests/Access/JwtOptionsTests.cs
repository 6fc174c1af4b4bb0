using System.Security.Cryptography;
using Consent.Silo.Access;

namespace Consent.Silo.Tests.Access;

public sealed class JwtOptionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Validate_Nothing_IsFine() => Assert.Empty(Failures(new JwtOptions()));

    [Fact]
    public void Validate_AuthorityAndAudience_IsFine() => Assert.Empty(Failures(Good()));

    [Theory]
    [InlineData("http://login.example.com/")]
    [InlineData("https://")]
    [InlineData("login.example.com")]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:password@login.example.com/")]
    [InlineData("https://login.example.com/?tenant=acme")]
    public void Validate_AuthorityThatCannotBe_IsRefusedAndNotShown(string authority)
    {
        var options = Good();
        options.Authority = authority;

        var failure = Assert.Single(Failures(options));
        Assert.Contains("Authentication:Jwt:Authority", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("password", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AuthorityWithoutHttps_IsTakenOnlyWhereThatIsAllowed()
    {
        var options = Good();
        (options.Authority, options.RequireHttpsMetadata) = ("http://127.0.0.1:5000", false);

        Assert.Empty(Failures(options));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Validate_NoAudience_IsRefused(string? audience)
    {
        var options = Good();
        options.Audience = audience;

        Assert.Contains("Authentication:Jwt:Audience", Assert.Single(Failures(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_AudienceAlone_IsRefused()
    {
        var failure = Assert.Single(Failures(new JwtOptions { Audience = "consent" }));

        Assert.Contains("Authentication:Jwt:Authority", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("none")]
    [InlineData("RS256,HS256")]
    [InlineData("rs256")]
    [InlineData("")]
    public void Validate_AlgorithmsThatCannotBe_AreRefused(string algorithms)
    {
        var options = Good();
        options.Algorithms = algorithms;

        Assert.Contains("Authentication:Jwt:Algorithms", Assert.Single(Failures(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_EmptyClaim_IsRefused()
    {
        var options = Good();
        options.RoleClaim = "";

        Assert.Contains("Authentication:Jwt:RoleClaim", Assert.Single(Failures(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_OneClaimForTwoThings_IsRefused()
    {
        var options = Good();
        options.RoleClaim = options.AccountsClaim;

        Assert.Single(Failures(options));
    }

    [Fact]
    public void Validate_PublicKeyAndAuthority_IsRefused()
    {
        using var signer = TokenSigner.Ecdsa();
        var options = WithKey(signer.Pem);
        options.Authority = "https://login.example.com/";

        Assert.Contains("both", Assert.Single(Failures(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_PublicKeyWithoutIssuers_IsRefused()
    {
        using var signer = TokenSigner.Ecdsa();
        var options = WithKey(signer.Pem);
        options.Issuers = " ,";

        Assert.Contains("Authentication:Jwt:Issuers", Assert.Single(Failures(options)), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_PublicKeys_AreTaken()
    {
        using var ecdsa = TokenSigner.Ecdsa();
        using var rsa = TokenSigner.Rsa();

        Assert.Empty(Failures(WithKey(ecdsa.Pem)));
        Assert.Empty(Failures(WithKey(rsa.Pem)));
        Assert.Empty(Failures(WithKey($"The old key:\n{ecdsa.Pem}\nThe new key:\n{rsa.Pem}\n")));
    }

    [Fact]
    public void Validate_KeyFileThatCannotBe_IsRefusedAndNotShown()
    {
        using var ecdsa = TokenSigner.Ecdsa();
        using var weak = TokenSigner.Rsa(bits: 1024);
        using var secret = ECDsa.Create();
        using var otherCurve = ECDsa.Create(ECCurve.CreateFromFriendlyName("secp256k1"));
        string[] files =
        [
            otherCurve.ExportSubjectPublicKeyInfoPem(),
            "", "secret text", weak.Pem, secret.ExportPkcs8PrivateKeyPem(), secret.ExportECPrivateKeyPem(),
            $"{ecdsa.Pem}\n{secret.ExportPkcs8PrivateKeyPem()}", $"{ecdsa.Pem}\n{weak.Pem}", ecdsa.Pem[..^40],
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        ];

        Assert.All(files, file => AssertKeyRefused(WithKey(file)));
        AssertKeyRefused(At(_folder.File("missing.pem")));
        AssertKeyRefused(At(_folder.Path));
        AssertKeyRefused(At("\0"));
    }

    private static void AssertKeyRefused(JwtOptions options)
    {
        var failure = Assert.Single(Failures(options));
        Assert.Contains("Authentication:Jwt:PublicKey", failure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure, StringComparison.Ordinal);
        Assert.DoesNotContain(options.PublicKey!, failure, StringComparison.Ordinal);
    }

    private static JwtOptions Good() => new() { Authority = "https://login.example.com/tenant", Audience = "consent" };

    private static IEnumerable<string> Failures(JwtOptions options) =>
        new JwtOptionsValidator().Validate(null, options).Failures ?? [];

    private JwtOptions WithKey(string pem)
    {
        File.WriteAllText(_folder.File("key.pem"), pem);
        return At(_folder.File("key.pem"));
    }

    private static JwtOptions At(string path) => new() { PublicKey = path, Audience = "consent", Issuers = "signer" };
}
