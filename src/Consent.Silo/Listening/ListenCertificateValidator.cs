using Microsoft.Extensions.Options;

namespace Consent.Silo.Listening;

/// <summary>Refuses <c>https://</c> without a certificate that can be used, and a certificate that nothing uses.</summary>
internal sealed class ListenCertificateValidator(IConfiguration configuration, TimeProvider time) : IValidateOptions<ListenOptions>
{
    public ValidateOptionsResult Validate(string? name, ListenOptions options)
    {
        var failure = (HttpsKey(options), options.Certificate.IsGiven) switch
        {
            (null, false) => null,
            (null, true) => $"{ListenTls.Section} is set, but neither Listen:Grpc nor Listen:Web begins with https://. "
                + "Change the address, or remove the certificate.",
            ({ } key, false) => $"{key} begins with https:// and needs a certificate: set {ListenTls.Section}:Path, and KeyPath if the "
                + "key has a file of its own.",
            _ => ListenTls.Source(options, configuration).Failure(time.GetUtcNow()),
        };
        return failure is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failure);
    }

    private static string? HttpsKey(ListenOptions options) =>
        ListenAddress.IsHttps(options.Grpc) ? "Listen:Grpc" : ListenAddress.IsHttps(options.Web) ? "Listen:Web" : null;
}
