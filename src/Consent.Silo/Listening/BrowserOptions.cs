using Microsoft.Extensions.Options;

namespace Consent.Silo.Listening;

/// <summary>What web pages may do.</summary>
public sealed class BrowserOptions
{
    public const string Section = "Browsers";

    /// <summary>Every page there is.</summary>
    internal const string AnyOrigin = "*";

    /// <summary>Gets or sets a value indicating whether gRPC-Web is served.</summary>
    /// <value>The default is <c>false</c>.</value>
    public bool GrpcWeb { get; set; }

    /// <summary>Gets or sets the origins of the pages that may call, separated by commas, or <c>*</c> for every page.</summary>
    /// <value>Empty by default: no page of another origin may call.</value>
    public string AllowedOrigins { get; set; } = "";

    internal string[] Origins() =>
        AllowedOrigins.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Refuses an origin that no browser would send, since its pages would be shut out without a word.</summary>
internal sealed class BrowserOptionsValidator : IValidateOptions<BrowserOptions>
{
    private const string Key = $"{BrowserOptions.Section}:{nameof(BrowserOptions.AllowedOrigins)}";

    public ValidateOptionsResult Validate(string? name, BrowserOptions options)
    {
        var origins = options.Origins();
        if (origins is [BrowserOptions.AnyOrigin])
        {
            return ValidateOptionsResult.Success;
        }

        var failures = origins.Where(origin => !IsOrigin(origin)).Select(Failure).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
        && !text.Contains('*', StringComparison.Ordinal);

    private static string Failure(string origin) => origin == BrowserOptions.AnyOrigin
        ? $"{Key} has '*' and other origins. Give '*' alone, or the origins alone."
        : $"{Key} has '{origin}', which is no origin. Give http:// or https://, a host, and the port if it is not the default, "
            + "as in https://app.example.com.";
}
