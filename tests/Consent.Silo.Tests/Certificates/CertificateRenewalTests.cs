using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Consent.Silo.Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Silo.Tests.Certificates;

public sealed class CertificateRenewalTests : IDisposable
{
    private const string Section = "Listen:Certificate";
    private const int InUse = 4020;
    private const int NotTaken = 4021;
    private const int ExpiresSoon = 4022;
    private const int Expired = 4023;

    private readonly TempFolder _folder = new();
    private readonly TestAuthority _authority = new();
    private readonly TimerTime _time = new();
    private readonly LoggedEvents _log = new();

    private string Path => _folder.File("server.pem");

    private string KeyPath => _folder.File("server.key");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Start_GoodFiles_UsesThemAndSaysWhichWithoutAnythingSecret()
    {
        var issued = Write(_authority.Issue());

        using var renewal = Started();

        Assert.Equal(issued.Serial, renewal.Current);
        var (id, text) = Assert.Single(_log.Events);
        Assert.Equal(InUse, id);
        Assert.Contains(issued.Serial, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_CertificateAndKeyInOneFile_NeedsNoKeyPath()
    {
        var issued = _authority.Issue();
        File.WriteAllText(Path, issued.Pem + issued.KeyPem);

        using var renewal = Started(keyPath: null);

        Assert.Equal(issued.Serial, renewal.Current);
    }

    [Fact]
    public void Renew_OtherFiles_UsesThem()
    {
        Write(_authority.Issue());
        using var renewal = Started();
        var renewed = Write(_authority.Issue());

        renewal.Renew();

        Assert.Equal(renewed.Serial, renewal.Current);
        Assert.Equal([InUse, InUse], _log.Ids);
    }

    [Fact]
    public void Renew_SameFiles_ReadsThemAndSaysNothing()
    {
        var issued = Write(_authority.Issue());
        using var renewal = Started();
        issued.Write(Path, KeyPath);

        renewal.Renew();

        Assert.Equal([InUse], _log.Ids);
    }

    [Fact]
    public async Task Run_OtherFiles_UsesThemAtTheNextTurn()
    {
        Write(_authority.Issue());
        using var renewal = Started();
        await renewal.StartAsync(CancellationToken.None);
        await _time.TimerMade.WaitAsync(TimeLimit.Generous);
        var renewed = Write(_authority.Issue());
        var used = _log.NextAsync(InUse);

        _time.Advance(CertificateRenewal<string>.Period);
        await used.WaitAsync(TimeLimit.Generous);

        Assert.Equal(renewed.Serial, renewal.Current);
        await renewal.StopAsync(CancellationToken.None);
    }

    // As Kubernetes replaces a mounted secret: the files that the configuration names are links that never change.
    [Fact]
    public void Renew_FolderReplacedBySymbolicLink_UsesTheNewFiles()
    {
        var (first, second) = (_authority.Issue(), _authority.Issue());
        foreach (var (name, issued) in new[] { ("..1", first), ("..2", second) })
        {
            Directory.CreateDirectory(_folder.File(name));
            issued.Write(System.IO.Path.Combine(_folder.File(name), "tls.crt"), System.IO.Path.Combine(_folder.File(name), "tls.key"));
        }

        Directory.CreateSymbolicLink(_folder.File("..data"), "..1");
        File.CreateSymbolicLink(Path, "..data/tls.crt");
        File.CreateSymbolicLink(KeyPath, "..data/tls.key");
        using var renewal = Started();
        Assert.Equal(first.Serial, renewal.Current);

        Directory.CreateSymbolicLink(_folder.File("..new"), "..2");
        Rename(_folder.File("..new"), _folder.File("..data"));
        renewal.Renew();

        Assert.Equal(second.Serial, renewal.Current);
    }

    [Theory]
    [InlineData("half")]
    [InlineData("empty")]
    [InlineData("other key")]
    [InlineData("no key")]
    [InlineData("missing")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    public void Renew_FilesThatCannotBeUsed_KeepsTheOldAndSaysSoOnce(string change)
    {
        var issued = Write(_authority.Issue());
        using var renewal = Started();
        var now = _time.GetUtcNow();
        var renewed = change switch
        {
            "expired" => Write(_authority.Issue(until: now.AddDays(-1))),
            "not yet valid" => Write(_authority.Issue(from: now.AddDays(1))),
            "other key" => Write(_authority.Issue() with { KeyPem = issued.KeyPem }),
            "no key" => Write(_authority.Issue() with { KeyPem = "" }),
            "half" => Write(_authority.Issue() is var whole ? whole with { Pem = whole.Pem[..(whole.Pem.Length / 2)] } : whole),
            "empty" => Write(issued with { Pem = "" }),
            _ => issued,
        };
        if (change == "missing")
        {
            File.Delete(KeyPath);
        }

        renewal.Renew();
        renewal.Renew();

        Assert.Equal(issued.Serial, renewal.Current);
        Assert.Equal([InUse, NotTaken], _log.Ids);
        var text = _log.Events[^1].Text;
        Assert.Contains(issued.Serial, text, StringComparison.Ordinal);
        Assert.All(SecretLines(renewed.KeyPem), secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Renew_GoodFilesAfterBadOnes_UsesThemAndSaysAgainWhatIsBad()
    {
        Write(_authority.Issue());
        using var renewal = Started();
        Break();
        var renewed = Write(_authority.Issue());
        renewal.Renew();
        Assert.Equal(renewed.Serial, renewal.Current);
        Break();

        Assert.Equal([InUse, NotTaken, InUse, NotTaken], _log.Ids);

        void Break()
        {
            File.WriteAllText(Path, "");
            renewal.Renew();
        }
    }

    // A pair that was ready too early is used once its time has come, though the files no longer change.
    [Fact]
    public void Renew_NotValidUntilLater_IsUsedThen()
    {
        Write(_authority.Issue());
        using var renewal = Started();
        var renewed = Write(_authority.Issue(from: _time.GetUtcNow().AddHours(1)));
        renewal.Renew();
        _time.Advance(TimeSpan.FromHours(2));

        renewal.Renew();

        Assert.Equal(renewed.Serial, renewal.Current);
    }

    [Fact]
    public void Renew_LessThanTwoWeeksLeft_WarnsEachDayAndUrgentlyOnceItHasExpired()
    {
        Write(_authority.Issue(until: _time.GetUtcNow().AddDays(15)));
        using var renewal = Started();
        AssertAfter(TimeSpan.FromHours(23), InUse);
        AssertAfter(TimeSpan.FromHours(2), ExpiresSoon);
        AssertAfter(TimeSpan.FromHours(23));
        AssertAfter(TimeSpan.FromHours(1), ExpiresSoon);
        AssertAfter(TimeSpan.FromDays(13), Expired);
        AssertAfter(TimeSpan.FromHours(23));
        AssertAfter(TimeSpan.FromHours(1), Expired);
        Write(_authority.Issue(until: _time.GetUtcNow().AddDays(90)));
        AssertAfter(TimeSpan.Zero, InUse);
        AssertAfter(TimeSpan.FromDays(2));

        void AssertAfter(TimeSpan passed, params int[] events)
        {
            _time.Advance(passed);
            renewal.Renew();
            Assert.Equal(events, _log.TakeIds());
        }
    }

    [Fact]
    public void Gauge_OfACertificate_SaysHowLongTheOneInUseIsValid()
    {
        const string Key = "Gauge:Certificate";
        var until = DateTimeOffset.FromUnixTimeSeconds(_time.GetUtcNow().AddDays(30).ToUnixTimeSeconds());
        Write(_authority.Issue(until: until));
        using var renewal = Renewal(KeyPath, Key);
        Assert.Empty(Measured(Key));

        renewal.Start();

        Assert.Equal((until - _time.GetUtcNow()).TotalDays, Assert.Single(Measured(Key)));
    }

    [Fact]
    public void Renew_NotStarted_ReadsNothing()
    {
        using var renewal = Renewal(KeyPath);

        renewal.Renew();

        Assert.Empty(_log.Events);
    }

    [Theory]
    [InlineData("no file", "there is no such file")]
    [InlineData("folder", "cannot be read")]
    [InlineData("encrypted", "is encrypted")]
    [InlineData("expired", "expired on")]
    [InlineData("other key", "no private key of the certificate")]
    [InlineData("key as certificate", "holds no certificate in PEM")]
    public void Start_FilesThatCannotBeUsed_SaysWhichAndWhy(string fault, string reason)
    {
        var issued = Write(_authority.Issue(until: fault == "expired" ? _time.GetUtcNow().AddDays(-1) : null));
        switch (fault)
        {
            case "no file":
                File.Delete(KeyPath);
                break;
            case "folder":
                File.Delete(KeyPath);
                Directory.CreateDirectory(KeyPath);
                break;
            case "encrypted":
                File.WriteAllText(KeyPath, Encrypted(issued.KeyPem));
                break;
            case "other key":
                File.WriteAllText(KeyPath, _authority.Issue().KeyPem);
                break;
            case "key as certificate":
                File.WriteAllText(Path, issued.KeyPem);
                break;
        }

        using var renewal = Renewal(KeyPath);
        var refused = Assert.Throws<CertificateRefusedException>(renewal.Start);

        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Path, refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{Section}:", refused.Message, StringComparison.Ordinal);
        Assert.All(SecretLines(issued.KeyPem), secret => Assert.DoesNotContain(secret, refused.Message, StringComparison.Ordinal));
    }

    private static IEnumerable<string> SecretLines(string keyPem) =>
        keyPem.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('-'));

    private static string Encrypted(string keyPem)
    {
        using var key = ECDsa.Create();
        key.ImportFromPem(keyPem);
        return key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1_000));
    }

    // In one step, which .NET has for files only.
    private static void Rename(string from, string to)
    {
        using var rename = Process.Start("mv", ["-T", from, to]);
        rename.WaitForExit();
        Assert.Equal(0, rename.ExitCode);
    }

    private IssuedCertificate Write(IssuedCertificate issued) => issued.Write(Path, KeyPath);

    private CertificateRenewal<string> Started() => Started(KeyPath);

    private CertificateRenewal<string> Started(string? keyPath)
    {
        var renewal = Renewal(keyPath);
        renewal.Start();
        return renewal;
    }

    private static List<double> Measured(string key)
    {
        var measured = new List<double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Name == ExpiryGauge.Name)
            {
                own.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) =>
        {
            if (tags.ToArray().Contains(new KeyValuePair<string, object?>(ExpiryGauge.Setting, key)))
            {
                measured.Add(value);
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }

    private CertificateRenewal<string> Renewal(string? keyPath, string key = Section) => new(
        new CertificateSource<string>(
            key, new CertificateOptions { Path = Path, KeyPath = keyPath }, Authority: null, (certificate, _) => certificate.Serial),
        _time,
        new LoggerFactory([_log]));

    /// <summary>Tells when somebody waits for it: what was advanced before that is lost.</summary>
    private sealed class TimerTime() : FakeTimeProvider(System.GetUtcNow())
    {
        private readonly TaskCompletionSource _made = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task TimerMade => _made.Task;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            _made.TrySetResult();
            return timer;
        }
    }
}
