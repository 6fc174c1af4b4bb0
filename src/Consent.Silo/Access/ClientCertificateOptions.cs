using Consent.Core.Access;
using Consent.Core.Numbers;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Access;

/// <summary>Whose client certificates are taken, and what each allows.</summary>
public sealed class ClientCertificateOptions
{
    public const string Section = "Authentication:Certificates";

    /// <summary>Gets or sets the path of a PEM file with the authorities of the certificates, intermediate ones too.</summary>
    /// <value>Unset by default: no certificates are taken.</value>
    public string? Authority { get; set; }

    /// <summary>Gets or sets the callers.</summary>
    /// <value>None by default. A certificate is taken only if one of them is named in it.</value>
    public List<CertificateCaller> Callers { get; set; } = [];

    /// <summary>Gets a value indicating whether certificates are taken at all.</summary>
    internal bool IsOn => !string.IsNullOrEmpty(Authority);
}

/// <summary>A caller by the name in its certificate. One of <see cref="Subject"/> and <see cref="San"/> must be set.</summary>
public sealed class CertificateCaller
{
    /// <summary>Gets or sets the certificate's whole subject, as in <c>CN=gateway, O=Acme</c>, in any order.</summary>
    public string? Subject { get; set; }

    /// <summary>Gets or sets a name in the certificate's subject alternative names: a DNS name, or a URI.</summary>
    public string? San { get; set; }

    /// <summary>Gets or sets the roles, separated by commas.</summary>
    public string Roles { get; set; } = "";

    /// <summary>Gets or sets the accounts, separated by commas.</summary>
    /// <value>Empty by default: every account.</value>
    public string Accounts { get; set; } = "";

    /// <summary>Gets or sets sender numbers of the one account, separated by commas.</summary>
    /// <value>Empty by default: every number of the accounts.</value>
    public string Senders { get; set; } = "";
}

/// <summary>Refuses settings that would take no certificate, or give more than is meant.</summary>
internal sealed class ClientCertificateOptionsValidator : IValidateOptions<ClientCertificateOptions>
{
    private const string AuthorityKey = $"{ClientCertificateOptions.Section}:{nameof(ClientCertificateOptions.Authority)}";
    private const string CallersKey = $"{ClientCertificateOptions.Section}:{nameof(ClientCertificateOptions.Callers)}";

    public ValidateOptionsResult Validate(string? name, ClientCertificateOptions options)
    {
        var failures = Failures(options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Failures(ClientCertificateOptions options)
    {
        if (!options.IsOn)
        {
            return options.Callers.Count == 0
                ? []
                : [$"{CallersKey} is set, but not {AuthorityKey}, so no certificate could be checked."];
        }

        string?[] problems =
        [
            ClientAuthorities.Problem(options.Authority!),
            options.Callers.Count == 0 ? $"{CallersKey} is empty, so no certificate would be taken. Name the callers." : null,
        ];
        return
        [
            .. problems.OfType<string>(),
            .. options.Callers.SelectMany((caller, index) => Failures($"{CallersKey}:{index}", caller)),
            .. Repeated(options.Callers),
        ];
    }

    private static IEnumerable<string> Failures(string key, CertificateCaller caller)
    {
        if (string.IsNullOrWhiteSpace(caller.Subject) == string.IsNullOrWhiteSpace(caller.San))
        {
            yield return $"{key} must have a Subject or a San, and not both.";
        }
        else if (CertificateNames.Of(caller) is null)
        {
            yield return $"{key}:Subject is no subject of a certificate. Write it as in CN=gateway, O=Acme.";
        }

        var roles = caller.Roles.Items();
        if (roles.Length == 0 || roles.Any(role => RoleNames.Parse(role) == Roles.None))
        {
            yield return $"{key}:Roles must name some of {string.Join(", ", RoleNames.All)}, separated by commas.";
        }

        var accounts = caller.Accounts.Items();
        if (accounts.Any(account => !AccountId.TryParse(account, out _)))
        {
            yield return $"{key}:Accounts must be account ids, separated by commas.";
        }

        var senders = caller.Senders.Items();
        if (senders.Any(sender => !SenderNumber.TryParse(sender, out _))
            || (senders.Length > 0 && accounts.Distinct().Count() != 1))
        {
            yield return $"{key}:Senders must be sender numbers, separated by commas, and {key}:Accounts their one account.";
        }
    }

    private static IEnumerable<string> Repeated(List<CertificateCaller> callers) =>
        callers.GroupBy(CertificateNames.Of, StringComparer.Ordinal)
            .Where(group => group.Key is not null && group.Count() > 1)
            .Select(_ => $"{CallersKey} names a caller twice. Name each once.");
}
