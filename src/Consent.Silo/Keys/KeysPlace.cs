using System.Net;
using Consent.Silo.Listening;
using Consent.Silo.Startup;
using Consent.Storage.Database;

namespace Consent.Silo.Keys;

/// <summary>Where the command finds the API keys.</summary>
/// <param name="Settings">Keys of the configuration, from the command line.</param>
/// <param name="Server">The server to ask, if it is named.</param>
/// <param name="Token">An administrator's credential; null or empty for none, and then the database is opened.</param>
/// <param name="TokenVariable">Where that comes from.</param>
internal sealed record KeysPlace(string[] Settings, Uri? Server, string? Token, string TokenVariable)
{
    /// <param name="mayBeNew">Whether an embedded database that is not there yet is made.</param>
    /// <exception cref="StartupRefusal">It cannot be told where they are, or they cannot be reached so.</exception>
    public IApiKeys Open(bool mayBeNew)
    {
        var sources = ConfigurationSources.Read(Settings);
        if (!string.IsNullOrEmpty(Token))
        {
            return new ServerApiKeys(Server ?? Listening(sources.All), Token);
        }

        if (Server is not null)
        {
            throw new StartupRefusal(
                [$"--server is given, and {TokenVariable} is not set. Put an administrator's API key or token into it, or leave out --server."]);
        }

        try
        {
            return new DatabaseApiKeys(sources.All, sources.Check, mayBeNew);
        }
        catch (StorageRefusedException e)
        {
            throw new StartupRefusal(
            [
                e.Message,
                $"If a server is running on it, ask the server: put an administrator's API key or token into {TokenVariable}.",
            ]);
        }
    }

    private static Uri Listening(IConfiguration configuration)
    {
        var text = configuration[$"{ListenOptions.Section}:{nameof(ListenOptions.Grpc)}"] ?? new ListenOptions().Grpc;
        if (!ListenAddress.TryParse(text, out var address) || address.Port == 0)
        {
            throw new StartupRefusal(["Listen:Grpc does not say where the server listens. Give its address with --server."]);
        }

        var isAny = address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any);
        var host = isAny ? IPAddress.Loopback : address.Address;
        return new UriBuilder(address.HasTls ? Uri.UriSchemeHttps : Uri.UriSchemeHttp, host.ToString(), address.Port).Uri;
    }
}
