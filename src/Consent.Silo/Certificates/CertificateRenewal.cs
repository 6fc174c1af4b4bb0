using System.Security.Cryptography;
using System.Text;

namespace Consent.Silo.Certificates;

/// <summary>
/// Keeps a certificate as its files say: they are read every few seconds, since a mounted secret changes by symbolic links that no
/// watcher of files sees. Files that cannot be used change nothing.
/// </summary>
/// <typeparam name="T">What is made of the certificate.</typeparam>
internal sealed class CertificateRenewal<T> : BackgroundService
    where T : class
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly CertificateSource<T> _source;
    private readonly TimeProvider _time;
    private readonly ExpiryWarning _warning;
    private readonly ILogger _logger;
    private volatile Loaded? _current;
    private string? _refused;

    public CertificateRenewal(CertificateSource<T> source, TimeProvider time, ILoggerFactory loggers)
    {
        (_source, _time) = (source, time);

        // A category for each: entries of one category and event count as repetitions.
        _logger = loggers.CreateLogger($"{typeof(CertificateRenewal<>).Namespace}.{source.Key}");
        _warning = new ExpiryWarning(source.Key, time, _logger);
        ExpiryGauge.Add(source.Key, () => _current?.Certificate.ExpiresAt - time.GetUtcNow());
    }

    public T Current => (_current ?? throw new InvalidOperationException($"{_source.Key} has not been started.")).Value;

    /// <summary>Reads the certificate for the first time. Without this, nothing asks for one and none is followed.</summary>
    /// <exception cref="CertificateRefusedException">It cannot be used as it is.</exception>
    public void Start()
    {
        if (_current is null)
        {
            Use(_source.ReadFiles());
        }
    }

    /// <summary>Reads the files. If they have changed and can be used, so they are from now on.</summary>
    internal void Renew()
    {
        if (_current is not { } current)
        {
            return;
        }

        try
        {
            var texts = _source.ReadFiles();

            // Files that are being written are read again at the next turn.
            if (Digest(texts) is var digest && digest != current.Digest && digest == Digest(_source.ReadFiles()))
            {
                Use(texts);
            }

            _refused = null;
        }
        catch (CertificateRefusedException e)
        {
            Refuse(current.Certificate, e.Message);
        }

        _warning.Warn(_current.Certificate);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Renew();
        }
    }

    private static string Digest(IReadOnlyList<string> texts) =>
        string.Concat(texts.Select(text => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));

    private void Use(IReadOnlyList<string> texts)
    {
        var (certificate, value) = _source.Load(texts, _time.GetUtcNow());
        _current = new Loaded(Digest(texts), certificate, value);
        Log.CertificateInUse(_logger, _source.Key, certificate.Serial, certificate.ExpiresAt.UtcDateTime);
        _warning.Warn(certificate);
    }

    // The same refusal is logged once, however often the files are read.
    private void Refuse(Certificate inUse, string reason)
    {
        if (_refused != reason)
        {
            _refused = reason;
            Log.CertificateNotTaken(_logger, _source.Key, inUse.Serial, reason);
        }
    }

    private sealed record Loaded(string Digest, Certificate Certificate, T Value);
}
