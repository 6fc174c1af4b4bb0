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
        _formatter = new RedactingFormatter(time, new RepeatedEntries(time));
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

    [Theory]
    [InlineData("Activation consent/number:+15550001111/+15557654321 failed", "Activation consent/[number] failed")]
    [InlineData("number:447700900123/+15557654321", "[number]")]
    [InlineData("number:447700900123456/%2B15557654321", "[number]")]
    [InlineData("number:JOE'S & CO./+15557654321", "[number]")]
    [InlineData("number:+A_B-C+/+15557654321", "[number]")]
    [InlineData("number:A%26B/%2B15557654321", "[number]")]
    [InlineData("account:acme/+15557654321", "[number]")]
    [InlineData("Grain sender/sender:447700900123456, retried", "Grain sender/[number], retried")]
    [InlineData("sender:123456789: no row", "[number]: no row")]
    [InlineData("sender:%2B15550001111 is busy", "[number] is busy")]
    [InlineData("sender:+15550001111 is busy", "[number] is busy")]
    [InlineData("(sender:JOE'S PIZZA)", "([number])")]
    [InlineData("(sender:+A_B-C.D&+)", "([number])")]
    [InlineData("(sender:JOE%27S%20%26%20CO.)", "([number])")]
    [InlineData("import of number:55512, row 7", "import of [number], row 7")]
    [InlineData("+15557654321 and %2B15557654321", "[number] and [number]")]
    public void Redact_KeysAndNumbers_AreNotShown(string message, string shown) =>
        Assert.Equal(shown, RedactingFormatter.Redact(message));

    [Theory]
    [InlineData("account:acme")]
    [InlineData("sender: none")]
    [InlineData("123456789 entries in 447700900123 ms")]
    public void Redact_WhatIsNoNumber_IsShown(string message) => Assert.Equal(message, RedactingFormatter.Redact(message));

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

    private string Write(LogLevel level, string message, Exception? exception = null)
    {
        using var written = new StringWriter();
        _formatter.Write(
            new LogEntry<string>(level, "Test", new EventId(7), message, exception, static (state, _) => state), null, written);
        return written.ToString();
    }
}
