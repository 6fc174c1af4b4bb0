using System.Net;
using System.Text.Json.Nodes;
using Consent.Core.Access;
using Consent.Core.Records;
using Consent.Grpc.Access;
using Consent.Grpc.Exports;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Imports;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Access;

/// <summary>Streams that are open when their credential expires or is revoked.</summary>
public sealed class OpenStreamTests : IAsyncLifetime
{
    private const string Watch = nameof(ConsentLedger.ConsentLedgerClient.WatchLedger);
    private const string Check = nameof(ConsentAuthority.ConsentAuthorityClient.StreamCheckSend);
    private const string Import = nameof(ConsentLedger.ConsentLedgerClient.ImportOptOuts);

    // Longer than a stream takes to open.
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private readonly PolledTime _time = new();
    private AuthorityHost? _host;

    private AuthorityHost Host => _host!;

    private ConsentLedger.ConsentLedgerClient Ledger => new(Host.Channel);

    public async Task InitializeAsync()
    {
        _host = await ApiKeys.StartAsync(services => services.AddSingleton<TimeProvider>(_time));
        await _time.TimedAsync(OpenStreams.Period);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [InlineData(Watch)]
    [InlineData(Check)]
    [InlineData(Import)]
    public async Task Stream_KeyIsRevoked_Ends(string method)
    {
        var key = await Host.CreateKeyAsync(ApiKeys.Request(Role.Admin));
        var other = await Host.CreateKeyAsync(ApiKeys.Request(Role.Admin));
        using var open = await OpenAsync(method, key.Secret);
        using var kept = await OpenAsync(method, other.Secret);

        await Host.RevokeKeyAsync(key.ApiKey.ApiKeyId);

        await AssertEndsAsync(open.End);
        Assert.False(kept.End.IsCompleted);
    }

    [Theory]
    [InlineData(Watch)]
    [InlineData(Check)]
    [InlineData(Import)]
    public async Task Stream_KeyExpires_Ends(string method)
    {
        var key = await Host.CreateKeyAsync(new CreateApiKeyRequest
        {
            Roles = { Role.Admin },
            ExpireTime = Timestamp.FromDateTimeOffset(_time.GetUtcNow() + Life),
        });
        using var open = await OpenAsync(method, key.Secret);
        Assert.False(open.End.IsCompleted);

        _time.Advance(Life);

        await AssertEndsAsync(open.End);
    }

    [Fact]
    public async Task Watch_OverJsonWhoseKeyIsRevoked_EndsWithTheReasonAsALine()
    {
        var key = await Host.CreateKeyAsync(ApiKeys.Request(Role.Read));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/v1/ledger:watch", UriKind.Relative));
        request.Headers.Add("x-api-key", key.Secret);
        using var response = await Host.Web.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.NotNull(await lines.ReadLineAsync());

        await Host.RevokeKeyAsync(key.ApiKey.ApiKeyId);

        _time.Advance(OpenStreams.Period);
        var error = JsonNode.Parse((await lines.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1])!;
        Assert.Equal(
            ((int)StatusCode.Unauthenticated, ErrorReason.CredentialInvalid),
            ((int?)error["code"], (string?)error["details"]![0]!["reason"]));
    }

    [Fact]
    public async Task Export_CredentialEndsWhileNothingIsRead_Ends()
    {
        await new Pair(Host.Client, "+15550001111", "+15552220001").TextAsync("STOP");
        var call = new FakeCall { Http = Call(until: _time.GetUtcNow() + OpenStreams.Period) };
        var writing = new HeldWriter<ExportConsentsResponse>();
        var export = ActivatorUtilities.CreateInstance<ExportConsentsHandler>(Host.Services)
            .ExportAsync(new ExportConsentsRequest(), writing, call);
        await writing.Begun;

        await AssertEndsAsync(AnswerAsync(export));
    }

    [Fact]
    public void EndThoseThatAreOver_StreamThatDoesNotEnd_IsCutOff()
    {
        var http = Call(until: _time.GetUtcNow());
        using var stream = Streams.Add(http, () => { });

        Streams.EndThoseThatAreOver();
        Assert.False(http.RequestAborted.IsCancellationRequested);
        _time.Advance(OpenStreams.Grace);
        Streams.EndThoseThatAreOver();

        Assert.True(http.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public void EndThoseThatAreOver_StreamThatHasEnded_IsLeftAlone()
    {
        var http = Call(until: _time.GetUtcNow());
        var stream = Streams.Add(http, () => { });
        Streams.EndThoseThatAreOver();

        stream!.Dispose();
        _time.Advance(OpenStreams.Grace);
        Streams.EndThoseThatAreOver();

        Assert.False(http.RequestAborted.IsCancellationRequested);
    }

    [Fact]
    public async Task EndThoseThatAreOver_StreamThatFailsToEnd_EndsTheOthers()
    {
        var ended = new TaskCompletionSource();
        using var failing = Streams.Add(Call(until: _time.GetUtcNow()), () => throw new InvalidOperationException("No."));
        using var ending = Streams.Add(Call(until: _time.GetUtcNow()), ended.SetResult);

        Streams.EndThoseThatAreOver();

        await ended.Task.WaitAsync(TimeLimit.Generous);
    }

    [Fact]
    public void Add_CallerWithoutCredential_WatchesNothing() => Assert.Null(Streams.Add(FakeCall.OfAnybody(), () => { }));

    [Fact]
    public void Caller_NobodyLookedForOne_IsNobody() =>
        Assert.Throws<InvalidOperationException>(() => new DefaultHttpContext().Caller());

    private OpenStreams Streams => Host.Services.GetRequiredService<OpenStreams>();

    private static DefaultHttpContext Call(DateTimeOffset until)
    {
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpRequestLifetimeFeature>(new Lifetime());
        http.Features.Set(new Caller("sub gateway", Grant.Everything, Instant.From(until)));
        return http;
    }

    private static async Task<bool> AnswerAsync(Task call)
    {
        await call;
        return true;
    }

    private async Task AssertEndsAsync(Task<bool> end)
    {
        _time.Advance(OpenStreams.Period);

        var refusal = await Refusal.OfAsync(end);
        Assert.Equal((StatusCode.Unauthenticated, ErrorReason.CredentialInvalid), (refusal.Status, refusal.Reason));
        Assert.Contains("of this stream", refusal.Message, StringComparison.Ordinal);
    }

    // What waits may not have begun to. The roster stays fresh.
    private async Task AdvanceUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            _time.Advance(OpenStreams.Period / 10);
            await Host.PolledAsync();
        }
    }

    /// <summary>Opens a stream, and returns once it is open.</summary>
    private async Task<OpenCall> OpenAsync(string method, string secret)
    {
        var headers = ApiKeys.With(secret);
        switch (method)
        {
            case Watch:
                var watch = Ledger.WatchLedger(new WatchLedgerRequest(), headers);
                Assert.True(await watch.ResponseStream.MoveNext(default));
                return new(EndAsync(watch.ResponseStream), watch);
            case Check:
                var check = Host.Client.StreamCheckSend(headers);
                await check.RequestStream.WriteAsync(new StreamCheckSendRequest
                {
                    Check = new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = "+15552220000" },
                });
                Assert.True(await check.ResponseStream.MoveNext(default));
                return new(EndAsync(check.ResponseStream), check);
            default:
                var import = Ledger.ImportOptOuts(headers);
                await import.RequestStream.WriteAsync(Importing.Header("+15550001111"));
                await import.RequestStream.WriteAsync(Importing.Part(Importing.Row("+15552220002", _time.GetUtcNow())));
                var progress = import.ResponseStream.MoveNext(default);
                await AdvanceUntilAsync(progress);
                Assert.True(await progress);
                return new(EndAsync(import.ResponseStream), import);
        }
    }

    private static async Task<bool> EndAsync<T>(IAsyncStreamReader<T> answers)
    {
        while (await answers.MoveNext(default))
        {
        }

        return true;
    }

    private sealed record OpenCall(Task<bool> End, IDisposable Call) : IDisposable
    {
        public void Dispose() => Call.Dispose();
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; } = CancellationToken.None;

        public void Abort() => RequestAborted = new CancellationToken(canceled: true);
    }

    /// <summary>A caller that reads nothing.</summary>
    private sealed class HeldWriter<T> : IServerStreamWriter<T>
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Begun => _begun.Task;

        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(T message)
        {
            _begun.TrySetResult();
            return new TaskCompletionSource().Task;
        }
    }
}
