using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Consent.Silo.Tests.Access;

/// <summary>A small OpenID Connect authority on the loopback, whose answers are in the test's hand.</summary>
internal sealed class LoopbackAuthority : IAsyncDisposable
{
    private const string Configuration = "/.well-known/openid-configuration";
    private const string KeySet = "/keys";

    private readonly WebApplication _app;
    private int _readings;

    private LoopbackAuthority(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Urls.Add(address);
        _app.MapGet(Configuration, () => Results.Json(Discovery ?? new()
        {
            ["issuer"] = Issuer,
            ["jwks_uri"] = Issuer + KeySet,
        }));
        _app.MapGet(KeySet, AnswerKeys);
    }

    /// <summary>Gets the name that it gives itself, which is its address.</summary>
    public string Issuer => _app.Urls.First();

    /// <summary>Gets or sets the keys that it lists.</summary>
    public IReadOnlyList<Dictionary<string, object?>> Keys { get; set; } = [];

    /// <summary>Gets or sets another text about itself.</summary>
    public Dictionary<string, object?>? Discovery { get; set; }

    /// <summary>Gets or sets another answer to the question for its keys.</summary>
    public Func<IResult>? KeysAnswer { get; set; }

    /// <summary>Gets how often its keys were read.</summary>
    public int Readings => Volatile.Read(ref _readings);

    public static async Task<LoopbackAuthority> StartAsync(params TokenSigner[] signers) =>
        await StartAsync("http://127.0.0.1:0", signers);

    public static async Task<LoopbackAuthority> StartAsync(string address, params TokenSigner[] signers)
    {
        var authority = new LoopbackAuthority(address) { Keys = [.. signers.Select(signer => signer.Jwk())] };
        await authority._app.StartAsync();
        return authority;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult AnswerKeys()
    {
        Interlocked.Increment(ref _readings);
        return KeysAnswer?.Invoke() ?? Results.Json(new { keys = Keys });
    }
}
