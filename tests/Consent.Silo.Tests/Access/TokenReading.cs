using Consent.Grpc.Access;
using Consent.Silo.Access;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Silo.Tests.Access;

/// <summary>Reads tokens by a clock and by keys that are in the test's hand.</summary>
internal sealed class TokenReading : IDisposable
{
    public const string Scheme = "Bearer ";

    public TokenReading(Action<JwtOptions>? change = null, TokenSigner? signer = null)
    {
        Signer = signer ?? TokenSigner.Ecdsa();
        Listed = new ListedKeys(Signer);
        var options = new JwtOptions { Authority = ListedKeys.Issuer, Audience = TokenSigner.Audience };
        change?.Invoke(options);
        Keys = new SigningKeys(Listed, Time, NullLogger<SigningKeys>.Instance);
        Reader = new JwtReader(Options.Create(options), Keys, Cache, Time);
    }

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public TokenSigner Signer { get; }

    public ListedKeys Listed { get; }

    public SigningKeys Keys { get; }

    public TokenCache Cache { get; } = new();

    public JwtReader Reader { get; }

    /// <summary>A token that is taken, but for what is changed.</summary>
    public string Token(Action<Dictionary<string, object?>>? claims = null, Action<Dictionary<string, object?>>? header = null) =>
        Signer.Sign(ListedKeys.Issuer, Time.GetUtcNow(), claims, header);

    public async Task<TokenReading> WithKeysAsync()
    {
        await Keys.ReadAsync();
        return this;
    }

    /// <summary>Reads the keys as it is done every few minutes.</summary>
    public Task ReadKeysAsync() => Keys.ReadAsync();

    public async Task<ReadCredential> ReadAsync(string token) => await Reader.ReadAsync(Scheme + token, Scheme.Length);

    public async Task<Caller> TakeAsync(string token)
    {
        var read = await ReadAsync(token);
        Assert.Null(read.Problem);
        return Assert.IsType<Caller>(read.Caller);
    }

    public async Task AssertRefusedAsync(string token, string problem)
    {
        var read = await ReadAsync(token);
        Assert.Null(read.Caller);
        Assert.NotNull(read.Problem);
        Assert.Contains(problem, read.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain(token, read.Problem, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Keys.Dispose();
        Signer.Dispose();
    }
}
