using System.IO.Pipelines;
using Consent.Grpc.Checks;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Tests.Wire;
using Consent.V1;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
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
    private static readonly Marshaller<string> Unused = Marshallers.StringMarshaller;

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

    [Theory]
    [InlineData("POST", "HTTP/1.1", "application/grpc", "", "")]
    [InlineData("POST", "HTTP/2", "application/grpc-web", "", "")]
    [InlineData("POST", "HTTP/2", "application/grpc+json", "", "")]
    [InlineData("POST", "HTTP/2", "application/grpc", "gzip", "")]
    [InlineData("POST", "HTTP/2", "application/grpc", "", "999u")]
    [InlineData("POST", "HTTP/2", "application/grpc", "", "0S")]
    [InlineData("POST", "HTTP/2", "application/grpc", "", "soon")]
    public async Task Check_UnusualHeaders_IsLeftToTheServiceWhole(string verb, string protocol, string type, string encoding, string timeout)
    {
        var body = Good;

        await AnswerAsync(body, change: request =>
        {
            (request.Method, request.Protocol, request.ContentType) = (verb, protocol, type);
            if (encoding.Length > 0)
            {
                request.Headers.GrpcEncoding = encoding;
            }

            if (timeout.Length > 0)
            {
                request.Headers.GrpcTimeout = timeout;
            }
        });

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

    [Fact]
    public void ApplyTo_OtherMethods_LeavesThem()
    {
        var service = new RequestDelegate(_ => Task.CompletedTask);

        Assert.Same(service, Endpoint("BatchCheckSend", service, Direct()).RequestDelegate);
        Assert.NotSame(service, Endpoint("CheckSend", service, Direct()).RequestDelegate);
    }

    private DirectChecks Direct(CheckSendHandler? checks = null) => checks is null
        ? host.Host.Services.GetRequiredService<DirectChecks>()
        : ActivatorUtilities.CreateInstance<DirectChecks>(host.Host.Services, checks);

    private async Task<RawResponse> AnswerAsync(
        byte[] body, CheckSendHandler? checks = null, bool isWhole = true, Action<HttpRequest>? change = null)
    {
        var (http, request, response) = (FakeCall.OfAnybody(), new Pipe(), new MemoryStream());
        await request.Writer.WriteAsync(body);
        if (isWhole)
        {
            await request.Writer.CompleteAsync();
        }

        http.Features.Set<IRequestBodyPipeFeature>(new RequestPipe(request.Reader));
        http.Features.Set<IHttpResponseTrailersFeature>(new ResponseTrailers());
        http.Response.Body = response;
        (http.Request.Method, http.Request.Protocol, http.Request.ContentType) = ("POST", "HTTP/2", "application/grpc");
        change?.Invoke(http.Request);

        await Endpoint("CheckSend", ServeAsync, Direct(checks)).RequestDelegate!(http);

        await http.Response.BodyWriter.FlushAsync();
        var answer = new RawResponse();
        answer.Add(response.ToArray());
        return answer;
    }

    private async Task ServeAsync(HttpContext http)
    {
        Assert.Empty(http.Response.Headers);
        var read = await http.Request.BodyReader.ReadAsync();
        _served = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
    }

    private static RouteEndpointBuilder Endpoint(string method, RequestDelegate service, DirectChecks direct)
    {
        var grpc = new Method<string, string>(MethodType.Unary, "consent.v1.ConsentAuthority", method, Unused, Unused);
        var endpoint = new RouteEndpointBuilder(service, RoutePatternFactory.Parse(grpc.FullName), 0)
        {
            Metadata = { new GrpcMethodMetadata(typeof(ConsentAuthorityService), grpc) },
        };
        direct.ApplyTo(new Conventions(endpoint));
        return endpoint;
    }

    private sealed class Conventions(EndpointBuilder endpoint) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => convention(endpoint);
    }

    private sealed record RequestPipe(PipeReader Reader) : IRequestBodyPipeFeature;

    private sealed class ResponseTrailers : IHttpResponseTrailersFeature
    {
        public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();
    }
}
