using Consent.Silo.Logging;
using Consent.Silo.Tests.Servers;
using Microsoft.Extensions.Options;

namespace Consent.Silo.Tests.Logging;

public sealed class DigestKeyTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Text_NoReference_IsAnotherAtEachStart()
    {
        var (one, other) = (Key(null), Key(""));

        Assert.True(one.IsOfThisStart && other.IsOfThisStart);
        Assert.NotEqual(one.Text, other.Text);
        Assert.Equal(32, Convert.FromBase64String(one.Text).Length);
    }

    [Fact]
    public void Text_OfAFile_IsWhatTheFileHas()
    {
        var key = Key(Write($" {Redactions.AnyKey}\n"));

        Assert.Equal((Redactions.AnyKey, false), (key.Text, key.IsOfThisStart));
    }

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("not Base64 at all, though it is long enough to be a key of 32 bytes")]
    [InlineData("")]
    public void TryRead_KeyTooShortOrUnreadable_SaysHowToMakeOneWithoutTheKey(string key)
    {
        var failure = DigestKey.TryRead(Write(key), out var read);

        Assert.Null(read);
        Assert.Contains("openssl rand -base64 32", failure, StringComparison.Ordinal);
        Assert.True(key.Length == 0 || !failure!.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void TryRead_KeyInsteadOfReference_DoesNotRepeatIt()
    {
        var failure = DigestKey.TryRead(Redactions.AnyKey, out var read);

        Assert.Null(read);
        Assert.Contains("env:NAME or file:PATH", failure, StringComparison.Ordinal);
        Assert.DoesNotContain(Redactions.AnyKey, failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_KeyOfTheEnvironment_GivesTheDigestsOfEachStartThatHasIt()
    {
        var setup = new ServerSetup(_folder.Path)
        {
            Settings = ["Redaction:Key=env:DIGEST_KEY", "Notice:ProductName=+15557654321", "Listen:Web=x"],
            Environment = new Dictionary<string, string> { ["DIGEST_KEY"] = "none" },
        };
        (await ServerProcess.RunAsync(setup)).AssertRefusal("Redaction:Key names a key that is not Base64", "Listen:Web");

        setup = setup with
        {
            Settings = ["Redaction:Key=env:DIGEST_KEY"],
            Environment = new Dictionary<string, string> { ["DIGEST_KEY"] = Redactions.AnyKey },
        };
        await using var server = await ServerProcess.StartAsync(setup);
        await server.StopAsync();

        Assert.DoesNotContain("[4007]", server.Output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoKey_SaysThatDigestsAreOfThisStart()
    {
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));

        await server.Output.LineAsync("[4007]");
    }

    private static DigestKey Key(string? reference) => new(Options.Create(new RedactionOptions { Key = reference }));

    private string Write(string key)
    {
        var file = Path.Combine(_folder.Path, "digest.key");
        File.WriteAllText(file, key);
        return $"file:{file}";
    }
}
