using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Consent.Core.Access;
using Consent.Silo.Logging;

namespace Consent.Silo.Tests.Logging;

public sealed partial class RedactionTests
{
    private readonly Redaction _redaction = Redactions.WithKey(Redactions.AnyKey);

    // In braces: the number whose digest is shown.
    [Theory]
    [InlineData("Activation consent/number:+15550001111/+15557654321 failed", "Activation consent/number:{+15550001111}/{+15557654321} failed")]
    [InlineData("number:447700900123/+15557654321", "number:{447700900123}/{+15557654321}")]
    [InlineData("number:447700900123456/%2B15557654321", "number:{447700900123456}/{+15557654321}")]
    [InlineData("number:JOE'S & CO./+15557654321", "number:{JOE'S & CO.}/{+15557654321}")]
    [InlineData("number:+A_B-C+/+15557654321", "number:{+A_B-C+}/{+15557654321}")]
    [InlineData("number:A%26B/%2B15557654321", "number:{A&B}/{+15557654321}")]
    [InlineData("number:Joe/+15557654321", "number:{JOE}/{+15557654321}")]
    [InlineData("account:acme/+15557654321", "account:acme/{+15557654321}")]
    [InlineData("Grain sender/sender:447700900123456, retried", "Grain sender/sender:{447700900123456}, retried")]
    [InlineData("sender:123456789: no row", "sender:{123456789}: no row")]
    [InlineData("sender:%2B15550001111 is busy", "sender:{+15550001111} is busy")]
    [InlineData("sender:+15550001111 is busy", "sender:{+15550001111} is busy")]
    [InlineData("(sender:JOE'S PIZZA)", "(sender:[number])")]
    [InlineData("(sender:+A_B-C.D&+)", "(sender:{+A_B-C.D&+})")]
    [InlineData("(sender:JOE%27S%20%26%20CO.)", "(sender:{JOE'S & CO.})")]
    [InlineData("import of number:55512, row 7", "import of number:{55512}, row 7")]
    [InlineData("+15557654321 and %2B15557654321", "{+15557654321} and {+15557654321}")]
    [InlineData("+1555765432112345678", "[number]")]
    [InlineData("+0555765432", "[number]")]
    [InlineData("GET /v1/senders/%2B15550001111/customers/15557654321/status?x", "GET /v1/senders/{+15550001111}/customers/{15557654321}/status?x")]
    [InlineData("Request path: GET http://127.0.0.1/v1/x/15557654321, Response", "Request path: GET http://127.0.0.1/v1/x/{15557654321}, Response")]
    [InlineData("PUT /v1/senders/JOE%20PIZZA - 400", "PUT /v1/senders/{JOE PIZZA} - 400")]
    [InlineData("http://127.0.0.1:5081/v1/x/15557654321?a=1555765432&b=15557654321 -", "http://127.0.0.1:5081/v1/x/{15557654321}?a={1555765432}&b={15557654321} -")]
    public void Redact_KeysAndNumbers_BecomeDigests(string message, string shown) =>
        Assert.Equal(Braces().Replace(shown, number => $"[number {Digest(number.Groups[1].Value)}]"), _redaction.Redact(message));

    [Theory]
    [InlineData("+5215512345678", "+525512345678")]
    [InlineData("number:+5491123456789/+5215512345678", "number:+541123456789/+525512345678")]
    [InlineData("/customers/%2B5215512345678/history", "/customers/+525512345678/history")]
    public void Redact_TwoSpellingsOfOnePhone_AreOneDigest(string one, string other) =>
        Assert.Equal(_redaction.Redact(one), _redaction.Redact(other));

    [Fact]
    public void Redact_WithAnotherKey_AreOtherDigests()
    {
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

        Assert.NotEqual(_redaction.Redact("+15557654321"), Redactions.WithKey(key).Redact("+15557654321"));
        Assert.Equal(Redactions.WithKey(key).Redact("+15557654321"), Redactions.WithKey(key + "\n").Redact("+15557654321"));
    }

    [Theory]
    [InlineData("account:acme")]
    [InlineData("sender: none")]
    [InlineData("GET /v1/ledger/seals?pageToken=15557654321-a&pageSize=100 in 1555765432 ms")]
    [InlineData("/proc/1234/15557654321.log")]
    [InlineData("123456789 entries in 447700900123 ms")]
    [InlineData("GET /v1/senders/{sender_number}/customers/{customer_number}/status")]
    [InlineData("Password: none; Bearer was not authenticated. Bearer AuthenticationFailed")]
    [InlineData("ConsentAuthority consent_record")]
    public void Redact_WhatIsNoNumberAndNoSecret_IsShown(string message) => Assert.Equal(message, _redaction.Redact(message));

    [Theory]
    [InlineData("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiJhIn0.c2lnbmF0dXJl-_", "[secret]")]
    [InlineData("authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0. refused", "authorization: Bearer [secret] refused")]
    [InlineData("authorization: Bearer b4d7Zq/opaque+token==", "authorization: Bearer [secret]")]
    [InlineData("Host=a;Password=hu5h;Database=b", "Host=a;Password=[secret];Database=b")]
    [InlineData("Host=a;password = \"hu;5h\" ;Database=b", "Host=a;password = [secret] ;Database=b")]
    [InlineData("Host=a;PWD='hu;5h'", "Host=a;PWD=[secret]")]
    public void Redact_Secret_IsNotShown(string message, string shown) => Assert.Equal(shown, _redaction.Redact(message));

    [Fact]
    public void Redact_ApiKey_KeepsItsIdOnly()
    {
        var (id, text, _) = ApiKeyText.New();

        Assert.Equal($"Refused consent_{id}_[secret].", _redaction.Redact($"Refused {text}."));
        Assert.Equal($"Refused consent_{id}_[secret]", _redaction.Redact($"Refused {text[..^20]}"));
        Assert.DoesNotContain(text[^64..], _redaction.Redact($"x-api-key={text.ToUpperInvariant()}"), StringComparison.OrdinalIgnoreCase);
    }

    // As docs/operate.md says to make it with other tools.
    private static string Digest(string number) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Convert.FromBase64String(Redactions.AnyKey), Encoding.Unicode.GetBytes(number)))[..12];

    [GeneratedRegex(@"\{(\+?[A-Z0-9][^}]*)\}")]
    private static partial Regex Braces();
}
