using System.Net;
using Consent.Core.Access;
using Google.Protobuf;
using Grpc.Core;

namespace Consent.Grpc.Tests.Access;

/// <summary>Every method of every service, by gRPC and by JSON, with every role, with none, and with another account's key.</summary>
[Collection(OneGuardedHost.Name)]
public sealed class RoleWalkTests(GuardedHost host)
{
    /// <summary>Who may call, as docs/security.md has it.</summary>
    private static readonly Dictionary<string, Roles> Allowed = new()
    {
        ["CheckSend"] = Roles.Check,
        ["BatchCheckSend"] = Roles.Check,
        ["StreamCheckSend"] = Roles.Check,
        ["SelectSender"] = Roles.Check,
        ["RecordInbound"] = Roles.Inbound,
        ["RecordOptOut"] = Roles.Inbound | Roles.Operate,
        ["Reactivate"] = Roles.Operate,
        ["ImportOptOuts"] = Roles.Operate,
        ["ResolveReview"] = Roles.Operate,
        ["ClassifyText"] = Roles.Read,
        ["GetStatus"] = Roles.Read,
        ["GetHistory"] = Roles.Read,
        ["WatchLedger"] = Roles.Read,
        ["ExportConsents"] = Roles.Read,
        ["ListSeals"] = Roles.Read,
        ["ListReviews"] = Roles.Read,
        ["GetAccount"] = Roles.Read,
        ["ListAccounts"] = Roles.Read,
        ["GetSender"] = Roles.Read,
        ["ListSenders"] = Roles.Read,
        ["PutAccount"] = Roles.Admin,
        ["PutSender"] = Roles.Admin,
        ["VerifyLedger"] = Roles.Admin,
        ["CreateApiKey"] = Roles.Admin,
        ["ListApiKeys"] = Roles.Admin,
        ["RevokeApiKey"] = Roles.Admin,
    };

    /// <summary>About no account, or answered about the caller's own.</summary>
    private static readonly string[] NameNothing =
        ["ClassifyText", "ListAccounts", "ListSeals", "CreateApiKey", "ListApiKeys", "RevokeApiKey"];

    /// <summary>Goes over everything, whatever it names.</summary>
    private static readonly string[] Unlimited = ["VerifyLedger"];

    /// <summary>Names an account only.</summary>
    private static readonly string[] OfAccount =
    [
        "WatchLedger", "ListReviews", "ResolveReview", "GetAccount", "ListSenders", "PutAccount", "PutSender",
    ];

    private const Roles AllRoles = Roles.Check | Roles.Inbound | Roles.Read | Roles.Operate | Roles.Admin;

    public static TheoryData<string> Methods => new(WalkedMethod.All.Select(method => method.Name));

    [Fact]
    public void Allowed_NamesEveryMethod_AndNoOther() =>
        Assert.Equal(WalkedMethod.All.Select(method => method.Name).Order(), Allowed.Keys.Order());

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_WithoutARightCredential_IsUnauthenticated(string name)
    {
        var good = await host.KeyAsync(new Grant(Roles.Admin));
        string?[] credentials =
        [
            null, "", "Bearer", "Bearer ", "Bearer x", $"Basic {good}", good, $"Bearer {good}0", $"Bearer {good[..^1]}",
            $"Bearer {good[..25]}{new string('0', 64)}", $"Bearer  {good}", $"Bearer {good}, Bearer {good}",
        ];
        foreach (var credential in credentials)
        {
            await AssertAsync(name, Own(name), credential, StatusCode.Unauthenticated);
        }

        foreach (var key in (string[])["x", $"{good}0", $"Bearer {good}"])
        {
            await AssertAsync(name, Own(name), key, StatusCode.Unauthenticated, "x-api-key");
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_WithOneRole_IsPermittedToItsRolesAndToAdmins(string name)
    {
        foreach (var role in Enum.GetValues<Roles>())
        {
            var key = await host.KeyAsync(new Grant(role));
            var isAllowed = (role & (Allowed[name] | Roles.Admin)) != Roles.None;
            await AssertAsync(name, Own(name), $"Bearer {key}", isAllowed ? null : StatusCode.PermissionDenied);
            await AssertAsync(name, Own(name), key, isAllowed ? null : StatusCode.PermissionDenied, "x-api-key");
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_OfALimitedKey_IsPermittedForItsOwnAccountOnly(string name)
    {
        var key = $"Bearer {await host.OwnKeyAsync(AllRoles)}";
        await AssertAsync(name, Own(name), key, Unlimited.Contains(name) ? StatusCode.PermissionDenied : null);
        if (NameNothing.Contains(name) && name != "ClassifyText")
        {
            return;
        }

        await AssertAsync(name, About(name, host.Other.Standard, host.Other.Id), key, StatusCode.PermissionDenied);
        await AssertAsync(name, About(name, "+15559999999", "unregistered"), key, StatusCode.PermissionDenied);

        // Half of it is its own.
        await AssertAsync(name, About(name, null, host.Other.Id), key, StatusCode.PermissionDenied);
        if (Field(name, "sender_number"))
        {
            await AssertAsync(name, About(name, host.Other.Standard, null), key, StatusCode.PermissionDenied);
            await AssertAsync(name, About(name, "+15559999999", null), key, StatusCode.PermissionDenied);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_OfALimitedKeyThatNamesNothing_IsPermittedWhereItTellsNothing(string name)
    {
        var key = $"Bearer {await host.OwnKeyAsync(AllRoles)}";
        await AssertAsync(name, About(name, null, null), key, NameNothing.Contains(name) ? null : StatusCode.PermissionDenied);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Method_OfAKeyOfOneSender_IsPermittedForThatSenderOnly(string name)
    {
        var key = $"Bearer {await host.OwnKeyAsync(AllRoles, host.Own.Engage)}";
        var ofAccount = OfAccount.Contains(name) || Unlimited.Contains(name);
        if (NameNothing.Contains(name))
        {
            return;
        }

        // A sender is put with its account.
        var account = name == "PutSender" ? host.Own.Id : null;
        await AssertAsync(name, About(name, host.Own.Engage, account), key, ofAccount ? StatusCode.PermissionDenied : null);
        await AssertAsync(name, About(name, host.Own.Standard, null), key, StatusCode.PermissionDenied);
        await AssertAsync(name, About(name, null, host.Own.Id), key, StatusCode.PermissionDenied);
    }

    private static bool Field(string name, string field) =>
        Method(name).Descriptor.InputType.FindFieldByName(field) is not null;

    private static WalkedMethod Method(string name) => WalkedMethod.All.Single(method => method.Name == name);

    // A method that takes one of the two gets its sender.
    private IMessage Own(string name) =>
        About(name, OfAccount.Contains(name) && name != "PutSender" ? null : host.Own.Engage, NeedsAccount(name) ? host.Own.Id : null);

    private static bool NeedsAccount(string name) => OfAccount.Contains(name) || name == "ClassifyText";

    private IMessage About(string name, string? sender, string? account) =>
        Method(name).RequestAbout(sender, account, host.Own.Customer);

    /// <param name="name">The method.</param>
    /// <param name="request">Its message.</param>
    /// <param name="credential">The header's value.</param>
    /// <param name="expected">The refusal; null where the caller may, whatever is said of the message.</param>
    /// <param name="header">The header.</param>
    private async Task AssertAsync(
        string name, IMessage request, string? credential, StatusCode? expected, string header = "authorization")
    {
        var method = Method(name);
        var status = await method.CallAsync(host.Host.Channel, request, credential, header);
        var described = $"{method} answered {status} to {header}: {credential} of {request}";
        if (expected is { } refusal)
        {
            Assert.True(status == refusal, described);
        }
        else
        {
            Assert.True(status is not (StatusCode.Unauthenticated or StatusCode.PermissionDenied or StatusCode.Internal), described);
        }

        var web = await method.CallAsync(host.Host.Web, request, credential, header);
        described = $"{method} answered {web} to JSON with {header}: {credential} of {request}";
        if (web is not null && expected is not null)
        {
            Assert.True(
                web == (expected == StatusCode.Unauthenticated ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden), described);
        }
        else if (web is not null)
        {
            Assert.True(
                web is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError
                    or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed) || IsKnownAbsence(name, web), described);
        }
    }

    private static bool IsKnownAbsence(string name, HttpStatusCode? web) =>
        web == HttpStatusCode.NotFound && name is "ResolveReview" or "RevokeApiKey";
}
