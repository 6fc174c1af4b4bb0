using System.Net.Sockets;
using Consent.Silo.Logging;
using Consent.Storage.Database;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Consent.Silo.Tests.Logging;

public sealed class RedactingFormatterTests
{
    private readonly RedactingFormatter _formatter;

    public RedactingFormatterTests()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 29, 8, 0, 0, TimeSpan.Zero));
        _formatter = new RedactingFormatter(time, new RepeatedEntries(time), Redactions.WithKey(Redactions.AnyKey));
    }

    [Theory]
    [InlineData("two\nlines", @"two\nlines")]
    [InlineData("two\r\nlines", @"two\nlines")]
    [InlineData("a\rreturn", @"a\u000dreturn")]
    [InlineData("a\u001b[2Jscreen", @"a\u001b[2Jscreen")]
    [InlineData("a\u2028separator", @"a\u2028separator")]
    [InlineData("next\u0085line", @"next\u0085line")]
    public void Write_AnyMessage_IsOneLine(string message, string shown) =>
        Assert.Equal(
            $"2026-11-29T08:00:00.000Z warn Test[7] {shown}{Environment.NewLine}", Write(LogLevel.Warning, message));

    [Fact]
    public void Write_NumberAndSecret_AreNotShown()
    {
        var line = Write(LogLevel.Warning, "Record number:+15550001111/+15557654321, Password=hush", new TimeoutException("+15557654321"));

        Assert.DoesNotContain("1555", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", line, StringComparison.Ordinal);
        Assert.Equal(3, line.Split("[number ").Length - 1);
    }

    [Fact]
    public void Write_InScopesOfRequests_NamesTheInnermost()
    {
        var scopes = new LoggerExternalScopeProvider();
        using var outer = scopes.Push(new Dictionary<string, object?> { ["RequestId"] = "outer" }.ToArray());
        using var other = scopes.Push("no request");
        using var inner = scopes.Push(new Dictionary<string, object?> { ["RequestPath"] = "/v1", ["RequestId"] = "call-7" }.ToArray());

        Assert.EndsWith($"Failed (request call-7){Environment.NewLine}", Write(LogLevel.Warning, "Failed", scopes: scopes), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_RequestIdWithNumber_IsNotShown()
    {
        var scopes = new LoggerExternalScopeProvider();
        using var scope = scopes.Push(new Dictionary<string, object?> { ["RequestId"] = "+15557654321" }.ToArray());

        Assert.DoesNotContain("1555", Write(LogLevel.Warning, "Failed", scopes: scopes), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_KnownFailure_NamesTheCausesWithoutStack() =>
        Assert.Equal(
            "2026-11-29T08:00:00.000Z warn Test[7] A poll failed: InvalidOperationException: Outer because of "
            + $"SocketException: {new SocketException(111).Message}{Environment.NewLine}",
            Write(LogLevel.Warning, "A poll failed", Thrown(new InvalidOperationException("Outer\n at its stack", new SocketException(111)))));

    [Fact]
    public void Write_FailureThatNobodyForesaw_HasItsStackInTheSameLine()
    {
        var line = Write(LogLevel.Error, "Failed", Thrown(new InvalidOperationException("Odd")));

        Assert.Contains(@"Failed\nSystem.InvalidOperationException: Odd\n   at ", line, StringComparison.Ordinal);
        Assert.Equal(Environment.NewLine.Length, line.Length - line.IndexOf(Environment.NewLine, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LogLevel.Warning)]
    [InlineData(LogLevel.Error)]
    public void Write_Again_IsWrittenOnce(LogLevel level)
    {
        Assert.NotEmpty(Write(level, "first", new StorageStuckException()));
        Assert.Empty(Write(level, "second", new StorageStuckException()));
    }

    [Theory]
    [InlineData(LogLevel.Information)]
    [InlineData(LogLevel.Critical)]
    public void Write_InformationOrCriticalAgain_IsWrittenEachTime(LogLevel level)
    {
        Assert.NotEmpty(Write(level, "same"));
        Assert.NotEmpty(Write(level, "same"));
    }

    [Fact]
    public void Write_AnotherFaultOfTheSameType_IsWrittenToo()
    {
        Assert.NotEmpty(Write(LogLevel.Error, "CheckSend failed", Thrown(new InvalidOperationException("Odd"))));
        Assert.NotEmpty(Write(LogLevel.Error, "GetStatus failed", Thrown(new InvalidOperationException("Odd"))));
        Assert.NotEmpty(Write(LogLevel.Error, "GetStatus failed", new InvalidOperationException("From elsewhere")));
        Assert.Empty(Write(LogLevel.Error, "GetStatus failed", Thrown(new InvalidOperationException("Odd again"))));
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private string Write(LogLevel level, string message, Exception? exception = null, IExternalScopeProvider? scopes = null)
    {
        using var written = new StringWriter();
        _formatter.Write(
            new LogEntry<string>(level, "Test", new EventId(7), message, exception, static (state, _) => state), scopes, written);
        return written.ToString();
    }
}
