using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Access;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Access;

/// <summary>Turns client certificates into callers. A certificate is checked once for each connection.</summary>
internal sealed class ClientCertificateReader : ICertificateReader
{
    private static readonly ReadCredential Expired = ReadCredential.Refused(ClientAuthorities.OutOfTime);

    private static readonly ReadCredential Unknown =
        ReadCredential.Refused("The client certificate's subject and alternative names are of no caller that is configured.");

    private readonly ClientAuthorities _authorities;
    private readonly Dictionary<string, NamedCaller> _callers;
    private readonly TimeProvider _time;
    private readonly ConditionalWeakTable<X509Certificate2, StrongBox<ReadCredential>> _read = [];

    public ClientCertificateReader(IOptions<ClientCertificateOptions> options, TimeProvider time)
    {
        _time = time;
        _authorities = new ClientAuthorities(options.Value.Authority!);
        _callers = options.Value.Callers.ToDictionary(caller => CertificateNames.Of(caller)!, caller => new NamedCaller(caller));
    }

    public ReadCredential? Read(HttpContext http)
    {
        if (http.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is not { } certificate)
        {
            return null;
        }

        // The connection has the same object each time.
        var read = _read.TryGetValue(certificate, out var known)
            ? known.Value
            : _read.GetValue(certificate, unread => new(Check(unread))).Value;
        return read.Caller?.ExpiresAt <= Instant.From(_time.GetUtcNow()) ? Expired : read;
    }

    private ReadCredential Check(X509Certificate2 certificate)
    {
        if (_authorities.Problem(certificate, _time.GetUtcNow()) is { } problem)
        {
            return ReadCredential.Refused(problem);
        }

        foreach (var name in CertificateNames.Of(certificate))
        {
            if (_callers.TryGetValue(name, out var caller))
            {
                return ReadCredential.Taken(caller.Until(Instant.From(certificate.NotAfter)));
            }
        }

        return Unknown;
    }

    private sealed class NamedCaller(CertificateCaller options)
    {
        private readonly string _name = $"certificate {(string.IsNullOrWhiteSpace(options.San) ? options.Subject : options.San)}";

        private readonly Grant _grant = new(
            options.Roles.Items().Aggregate(Roles.None, (roles, role) => roles | RoleNames.Parse(role)),
            [.. options.Accounts.Items().Select(AccountId.Parse)],
            [.. options.Senders.Items().Select(sender => SenderNumber.Parse(sender))]);

        private volatile Caller? _last;

        /// <summary>The caller with a certificate that is valid so long. One certificate's connections are one caller.</summary>
        public Caller Until(Instant end)
        {
            if (_last is not { } caller || caller.ExpiresAt != end)
            {
                _last = caller = new Caller(_name, _grant, end);
            }

            return caller;
        }
    }
}
