using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Google.Rpc;
using Grpc.Core;

namespace Consent.Silo.Tests.Access;

/// <summary>How a call was answered, by gRPC or by JSON.</summary>
internal sealed record CredentialAnswer(StatusCode Status, string Reason, string Message, string Everything);

/// <summary>Asks for a check with whatever credential.</summary>
internal static class CredentialCalls
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private static readonly CheckSendRequest Check = new() { SenderNumber = Wire.Sender, CustomerNumber = "+15557001001" };

    private static readonly Uri CheckPath = new("/v1/sends:check", UriKind.Relative);

    /// <summary>The answers to the same call, by gRPC and by JSON, which must be the same.</summary>
    public static Task<CredentialAnswer> CheckWithAsync(
        this ServerProcess server, params (string Name, string Value)[] headers) =>
        CheckWithAsync(server.Authority, server.Web, headers);

    /// <summary>The same with clients of the test's own.</summary>
    public static async Task<CredentialAnswer> CheckWithAsync(
        ConsentAuthority.ConsentAuthorityClient authority, HttpClient web, params (string Name, string Value)[] headers)
    {
        var grpc = await ByGrpcAsync(authority, headers);
        var json = await ByJsonAsync(web, headers);
        Assert.Equal((grpc.Status, grpc.Reason, grpc.Message), (json.Status, json.Reason, json.Message));
        return grpc with { Everything = grpc.Everything + json.Everything };
    }

    public static Task<CredentialAnswer> CheckWithTokenAsync(this ServerProcess server, string token) =>
        server.CheckWithAsync(("authorization", $"Bearer {token}"));

    /// <summary>The answer by gRPC alone.</summary>
    public static Task<CredentialAnswer> CheckByGrpcAsync(ConsentAuthority.ConsentAuthorityClient authority, string token) =>
        ByGrpcAsync(authority, [("authorization", $"Bearer {token}")]);

    /// <summary>Waits until the server has read the keys of its authority, which a server that starts does not wait for.</summary>
    public static async Task UntilTokenIsTakenAsync(this ServerProcess server, string token)
    {
        using var patience = new CancellationTokenSource(TimeLimit.Generous);
        using var timer = new PeriodicTimer(Pause);
        while ((await CheckByGrpcAsync(server.Authority, token)).Status == StatusCode.Unavailable)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    public static Metadata Bearer(string token) => new() { { "authorization", $"Bearer {token}" } };

    private static async Task<CredentialAnswer> ByGrpcAsync(
        ConsentAuthority.ConsentAuthorityClient authority, (string Name, string Value)[] headers)
    {
        var metadata = new Metadata();
        foreach (var (name, value) in headers)
        {
            metadata.Add(name, value);
        }

        try
        {
            await authority.CheckSendAsync(Check, metadata);
            return new(StatusCode.OK, "", "", "");
        }
        catch (RpcException e)
        {
            var reason = e.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason ?? "";
            return new(e.StatusCode, reason, e.Status.Detail, e + string.Concat(e.Trailers.Select(trailer => $"{trailer}")));
        }
    }

    private static async Task<CredentialAnswer> ByJsonAsync(HttpClient web, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, CheckPath)
        {
            Content = JsonContent.Create(new { senderNumber = Check.SenderNumber, customerNumber = Check.CustomerNumber }),
        };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await web.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode)
        {
            return new(StatusCode.OK, "", "", "");
        }

        using var refusal = JsonDocument.Parse(body);
        var root = refusal.RootElement;
        var status = (StatusCode)root.GetProperty("code").GetInt32();
        Assert.Equal(StatusOf(status), response.StatusCode);
        var reason = root.GetProperty("details")[0].GetProperty("reason").GetString()!;
        return new(status, reason, root.GetProperty("message").GetString()!, body + response.Headers);
    }

    private static HttpStatusCode StatusOf(StatusCode status) => status switch
    {
        StatusCode.Unauthenticated => HttpStatusCode.Unauthorized,
        StatusCode.PermissionDenied => HttpStatusCode.Forbidden,
        StatusCode.Unavailable => HttpStatusCode.ServiceUnavailable,
        _ => throw new InvalidOperationException($"{status}"),
    };
}
