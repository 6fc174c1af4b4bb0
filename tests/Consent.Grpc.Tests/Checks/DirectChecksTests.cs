using System.IO.Pipelines;
using Consent.Grpc.Access;
using Consent.Grpc.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Wire;
using Consent.V1;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Checks;

/// <summary>Which calls are answered from their bytes, and that the service gets the others whole.</summary>
[Collection(OneHost.Name)]
public sealed class DirectChecksTests(SharedHost host)
{
    private byte[]? _served;

    private byte[] Good => WireMethods.GoodCheck(host.NewPair());

    [Fact]
    public async Task Check_WholeCall_IsAnsweredFromItsBytes()
    {
        var answer = await AnswerAsync(Good);

        Assert.Null(_served);
        Assert.Equal(
            Decision.Allowed, CheckSendResponse.Parser.ParseFrom(Assert.Single(answer.Messages())).Decision);
    }

    [Fact]
    public async Task Check_Nothing_IsLeftToTheService()
    {
        await AnswerAsync([]);

        Assert.Empty(_served!);
    }

    [Fact]
    public async Task Check_EndHasNotComeYet_IsLeftToTheServiceWhole()
    {
        var body = Good;

        await AnswerAsync(body, isWhole: false);

        Assert.Equal(body, _served);
    }

    [Fact]
    public async Task Check_CallerHasGivenItUp_IsLeftToTheService()
    {
        await Assert.ThrowsAsync<IOException>(() => AnswerAsync([], failure: new IOException("The client reset the request stream.")));

        Assert.NotNull(_served);
    }

    [Theory]
    [InlineData("gzip", "")]
    [InlineData("", "999u")]
    [InlineData("", "0S")]
    [InlineData("", "soon")]
    public async Task Check_UnusualHeaders_IsLeftToTheServiceWhole(string encoding, string timeout)
    {
        var body = Good;

        await AnswerAsync(body, headers: headers => (headers.GrpcEncoding, headers.GrpcTimeout) = (encoding, timeout));

        Assert.Equal(body, _served);
    }

    [Fact]
    public async Task Check_OurOwnFault_IsLeftToTheServiceWhole()
    {
        var pair = host.NewPair();
        await pair.TextAsync("STOP");
        var body = WireMethods.GoodCheck(pair);

        await AnswerAsync(body, new CheckSendHandler(null!, null!, notice: null!));

        Assert.Equal(body, _served);
    }

    [Theory]
    [InlineData("POST", "CheckSend", "HTTP/2", "application/grpc", true)]
    [InlineData("POST", "CheckSend", "HTTP/2", "application/grpc+proto", true)]
    [InlineData("GET", "CheckSend", "HTTP/2", "application/grpc", false)]
    [InlineData("POST", "BatchCheckSend", "HTTP/2", "application/grpc", false)]
    [InlineData("POST", "CheckSend", "HTTP/1.1", "application/grpc", false)]
    [InlineData("POST", "CheckSend", "HTTP/2", "application/grpc-web-text", false)]
    [InlineData("POST", "CheckSend", "HTTP/2", "application/json", false)]
    public async Task FindEndpoint_Call_IsFoundWhereItMayBeOrdinary(string verb, string method, string protocol, string type, bool isFound)
    {
        var http = new DefaultHttpContext();
        (http.Request.Method, http.Request.Path, http.Request.Protocol) = (verb, WireMethods.Path(method), protocol);
        http.Request.ContentType = type;

        await Direct().FindEndpointAsync(http, _ => Task.CompletedTask);

        Assert.Equal(isFound, http.GetEndpoint()?.Metadata.GetMetadata<Demand<CheckSendRequest>>() is not null);
    }

    private DirectChecks Direct(CheckSendHandler? checks = null) => checks is null
        ? host.Host.Services.GetRequiredService<DirectChecks>()
        : ActivatorUtilities.CreateInstance<DirectChecks>(host.Host.Services, checks);

    private async Task<RawResponse> AnswerAsync(
        byte[] body,
        CheckSendHandler? checks = null,
        bool isWhole = true,
        Action<IHeaderDictionary>? headers = null,
        Exception? failure = null)
    {
        var (http, request, response) = (FakeCall.OfAnybody(), new Pipe(), new MemoryStream());
        await request.Writer.WriteAsync(body);
        if (isWhole)
        {
            await request.Writer.CompleteAsync(failure);
        }

        http.Features.Set<IRequestBodyPipeFeature>(new RequestPipe(request.Reader));
        http.Features.Set<IHttpResponseTrailersFeature>(new ResponseTrailers());
        http.Response.Body = response;
        headers?.Invoke(http.Request.Headers);
        var service = new RouteEndpoint(ServeAsync, RoutePatternFactory.Parse("/"), 0, EndpointMetadataCollection.Empty, null);

        await Direct(checks).Before(service).RequestDelegate!(http);

        await http.Response.BodyWriter.FlushAsync();
        var answer = new RawResponse();
        answer.Add(response.ToArray());
        return answer;
    }

    private async Task ServeAsync(HttpContext http)
    {
        _served = [];
        Assert.Empty(http.Response.Headers);
        var read = await http.Request.BodyReader.ReadAsync();
        _served = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
    }

    private sealed record RequestPipe(PipeReader Reader) : IRequestBodyPipeFeature;

    private sealed class ResponseTrailers : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
