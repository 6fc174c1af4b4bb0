using System.Text.Json;
using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Silo.Access;

namespace Consent.Silo.Tests.Access;

public sealed class TokenClaimsTests
{
    private static readonly Grant Nothing = new(Roles.None);

    [Theory]
    [InlineData("""["check","read"]""", Roles.Check | Roles.Read)]
    [InlineData("\"check read\"", Roles.Check | Roles.Read)]
    [InlineData("\"check,read\"", Roles.Check | Roles.Read)]
    [InlineData("\" check ,, read \"", Roles.Check | Roles.Read)]
    [InlineData("""["operate","offline_access"]""", Roles.Operate)]
    [InlineData("\"inbound\"", Roles.Inbound)]
    [InlineData("\"admin\"", Roles.Admin)]
    [InlineData("\"openid profile\"", Roles.None)]
    [InlineData("\"Admin\"", Roles.None)]
    [InlineData("\"administrator\"", Roles.None)]
    [InlineData("\"\"", Roles.None)]
    [InlineData("[]", Roles.None)]
    [InlineData("null", Roles.None)]
    [InlineData("16", Roles.None)]
    [InlineData("true", Roles.None)]
    [InlineData("[16]", Roles.None)]
    [InlineData("""["admin",16]""", Roles.None)]
    [InlineData("""[["admin"]]""", Roles.None)]
    [InlineData("""{"admin":true}""", Roles.None)]
    [InlineData("""["check read"]""", Roles.None)]
    public void Read_RoleClaim_GrantsTheRolesThatItNames(string roles, Roles expected) =>
        Assert.Equal(new Grant(expected, [AccountId.Parse("acme")]), Read($$"""{"roles":{{roles}},"accounts":"acme"}"""));

    [Fact]
    public void Read_NoRoleClaim_GrantsNoRole() =>
        Assert.Equal(Roles.None, Read("""{"accounts":"acme","role":"admin","scope":"admin"}""")!.Roles);

    [Theory]
    [InlineData("""["acme","shop"]""")]
    [InlineData("\"acme shop\"")]
    [InlineData("\"acme,shop\"")]
    [InlineData("""["acme","shop","acme"]""")]
    public void Read_AccountsClaim_LimitsToThem(string accounts) => Assert.Equal(
        new Grant(Roles.Check, [AccountId.Parse("acme"), AccountId.Parse("shop")]),
        Read($$"""{"roles":"check","accounts":{{accounts}}}"""));

    [Theory]
    [InlineData("""["acme","Not An Id"]""")]
    [InlineData("""["acme",""]""")]
    [InlineData("""["acme",7]""")]
    [InlineData("""{"acme":true}""")]
    [InlineData("7")]
    [InlineData("true")]
    [InlineData("\"*\"")]
    public void Read_AccountsThatCannotBe_IsRefused(string accounts)
    {
        foreach (var unlimited in (bool[])[true, false])
        {
            Assert.Null(Read($$"""{"roles":"admin","accounts":{{accounts}}}""", unlimited, out var problem));
            Assert.Contains("'accounts'", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"\"")]
    [InlineData("\" , \"")]
    [InlineData("null")]
    public void Read_AccountsThatAreNone_GrantsNothing(string accounts) =>
        Assert.Equal(Nothing, Read($$"""{"roles":"admin","accounts":{{accounts}}}""", unlimited: true, out _));

    [Fact]
    public void Read_NoAccountsClaim_GrantsNothingUnlessTheOptionSaysSo()
    {
        const string Payload = """{"roles":"admin"}""";
        Assert.Equal(Nothing, Read(Payload));
        Assert.Equal(Grant.Everything, Read(Payload, unlimited: true, out _));
    }

    [Theory]
    [InlineData("""["+15550006001","+15550006002"]""")]
    [InlineData("\"+15550006001, +15550006002\"")]
    public void Read_SendersClaim_LimitsToThem(string senders) => Assert.Equal(
        new Grant(
            Roles.Check,
            [AccountId.Parse("acme")],
            [SenderNumber.Parse("+15550006001"), SenderNumber.Parse("+15550006002")]),
        Read($$"""{"roles":"check","accounts":"acme","senders":{{senders}}}"""));

    [Theory]
    [InlineData("""{"roles":"check","accounts":"acme","senders":"12"}""")]
    [InlineData("""{"roles":"check","accounts":"acme","senders":"+15550006001 +15550006002"}""")]
    [InlineData("""{"roles":"check","accounts":"acme","senders":["+15550006001",7]}""")]
    [InlineData("""{"roles":"check","accounts":"acme","senders":15550006001}""")]
    [InlineData("""{"roles":"check","accounts":"acme shop","senders":"+15550006001"}""")]
    [InlineData("""{"roles":"check","senders":"+15550006001"}""")]
    public void Read_SendersThatCannotBe_IsRefused(string payload)
    {
        Assert.Null(Read(payload, unlimited: true, out var problem));
        Assert.Contains("'senders'", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("15550006001", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""["FIELD PULSE"]""")]
    [InlineData("\"FIELD PULSE\"")]
    public void Read_SenderWithASpace_IsOne(string senders) => Assert.Equal(
        new Grant(Roles.Check, [AccountId.Parse("acme")], [SenderNumber.Parse("FIELD PULSE")]),
        Read($$"""{"roles":"check","accounts":"acme","senders":{{senders}}}"""));

    [Fact]
    public void Read_SendersThatAreNone_GrantsNothing() =>
        Assert.Equal(Nothing, Read("""{"roles":"admin","accounts":"acme","senders":[]}"""));

    [Fact]
    public void Read_OtherNamesOfClaims_AreUsed()
    {
        var claims = new TokenClaims(new JwtOptions
        {
            RoleClaim = "https://example.com/roles", AccountsClaim = "tenants", SendersClaim = "lines",
        });
        using var payload = JsonDocument.Parse("""
            {"https://example.com/roles":"read","tenants":"acme","lines":"+15550006001","roles":"admin","accounts":"shop"}
            """);

        Assert.Equal(
            new Grant(Roles.Read, [AccountId.Parse("acme")], [SenderNumber.Parse("+15550006001")]),
            claims.Read(payload.RootElement, out _));
    }

    private static Grant? Read(string payload) => Read(payload, unlimited: false, out _);

    private static Grant? Read(string payload, bool unlimited, out string? problem)
    {
        using var document = JsonDocument.Parse(payload);
        return new TokenClaims(new JwtOptions { UnlimitedWithoutAccounts = unlimited }).Read(document.RootElement, out problem);
    }
}
