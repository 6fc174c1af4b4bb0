using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Consent.Silo.Access;

/// <summary>Reads the keys and the issuer that an OpenID Connect authority publishes.</summary>
internal sealed class AuthorityKeys : IKeySource, IDisposable
{
    private const string Discovery = "/.well-known/openid-configuration";
    private const int MaxDocument = 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly string _address;
    private readonly string[] _issuers;
    private readonly HttpClient _client;
    private readonly HttpDocumentRetriever _documents;

    public AuthorityKeys(IOptions<JwtOptions> options)
    {
        _address = options.Value.Authority!.TrimEnd('/') + Discovery;
        _issuers = options.Value.Issuers.Items();

        // Only the authority itself is believed, and a new address of it is noticed.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = ConnectionLifetime };
        _client = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = MaxDocument };
        _documents = new HttpDocumentRetriever(_client)
        {
            RequireHttps = options.Value.RequireHttpsMetadata,
            SendAdditionalHeaderData = false,
        };
    }

    public async Task<KeySet> ReadAsync(CancellationToken cancellation)
    {
        OpenIdConnectConfiguration published;
        try
        {
            published = await OpenIdConnectConfigurationRetriever.GetAsync(_address, _documents, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            throw new KeysUnreadableException(e.GetBaseException().Message);
        }

        if (string.IsNullOrWhiteSpace(published.Issuer))
        {
            throw new KeysUnreadableException("The authority names no issuer.");
        }

        var keys = new KeySet(published.SigningKeys, [published.Issuer, .. _issuers]);
        return keys.Keys.Count > 0
            ? keys
            : throw new KeysUnreadableException("The authority publishes no RSA key of 2048 bits or more, and no ECDSA key.");
    }

    public void Dispose() => _client.Dispose();
}
