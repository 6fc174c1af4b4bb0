using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using ErrorReason = Consent.Grpc.Wire.ErrorReason;

namespace Consent.Grpc.Tests.Wire;

/// <summary>A value that the contract gains later is refused by name, over gRPC and JSON: for every enumeration of every request.</summary>
[Collection(OneHost.Name)]
public sealed class UnknownEnumTests(SharedHost host)
{
    private enum LaterChannel
    {
        Unspecified = 0,
        Fax = 99,
    }

    public static TheoryData<string, string> Fields()
    {
        var rows = new TheoryData<string, string>();
        foreach (var method in Methods())
        {
            foreach (var field in EnumsOf(method.InputType, ""))
            {
                rows.Add(method.Name, field);
            }
        }

        return rows;
    }

    public static TheoryData<string, string> JsonFields()
    {
        var rows = new TheoryData<string, string>();
        foreach (var method in Methods().Where(method => method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not null))
        {
            foreach (var field in EnumsOf(method.InputType, ""))
            {
                rows.Add(method.Name, field);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Call_EnumAboveTheHighestKnown_IsInvalidArgument(string method, string field)
    {
        var request = Request(method, field);

        var (status, reason, named) = await AskAsync(method, request);

        // An item of a stream is a request of its own.
        var expected = method == WireMethods.Stream ? field[(field.IndexOf('.', StringComparison.Ordinal) + 1)..] : field;
        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.EnumUnknown, expected), (status, reason, named));
    }

    [Theory]
    [MemberData(nameof(JsonFields))]
    public async Task Call_EnumAboveTheHighestKnownAsJson_IsInvalidArgument(string method, string field)
    {
        var request = Request(method, field);
        using var message = ToHttp(Methods().Single(described => described.Name == method), request);

        using var response = await host.Host.Web.SendAsync(message);

        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, body);
        if (message.Method == HttpMethod.Get)
        {
            // In a query, transcoding knows the names and numbers of the contract only, and refuses before a handler is reached.
            Assert.Contains($"\"{ErrorReason.MessageUndecodable}\"", body, StringComparison.Ordinal);
            return;
        }

        Assert.Contains($"\"{ErrorReason.EnumUnknown}\"", body, StringComparison.Ordinal);
        Assert.Contains($"\"{field}\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public void Known_ValueThatTheContractHasAndTheCoreHasNot_IsRefused()
    {
        var refusal = Assert.Throws<RpcException>(() =>
        {
            var reader = new RequestReader(default);
            reader.Known<LaterChannel, Core.Records.Channel>("channel", LaterChannel.Fax);
            reader.ThrowIfInvalid();
        });

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
    }

    private static IEnumerable<MethodDescriptor> Methods() => WireMethods.Services.SelectMany(service => service.Methods);

    private static IEnumerable<string> EnumsOf(MessageDescriptor message, string prefix) => message.Fields.InDeclarationOrder()
        .SelectMany(field => field.FieldType switch
        {
            FieldType.Enum => field.IsRepeated ? [] : [prefix + field.Name],
            FieldType.Message => EnumsOf(field.MessageType, $"{prefix}{field.Name}."),
            _ => Enumerable.Empty<string>(),
        });

    // Good but for the one field.
    private IMessage Request(string method, string path)
    {
        var request = method == nameof(ConsentLedger.ConsentLedgerClient.ExportConsents)
            ? new ExportConsentsRequest()
            : WireMethods.Good(method, host.NewPair());
        var at = request;
        var steps = path.Split('.');
        foreach (var step in steps[..^1])
        {
            at = (IMessage)at.Descriptor.FindFieldByName(step).Accessor.GetValue(at);
        }

        var field = at.Descriptor.FindFieldByName(steps[^1]);
        field.Accessor.SetValue(at, field.EnumType.Values.Max(value => value.Number) + 1);
        return request;
    }

    private async Task<(StatusCode Status, string? Reason, string? Field)> AskAsync(string method, IMessage request)
    {
        await using var connection = await RawConnection.ConnectAsync(host.Host.Grpc);
        if (method == WireMethods.Stream)
        {
            var answer = Assert.Single(await Streaming.AskAsync(host.Client, [(StreamCheckSendRequest)request]));
            var info = answer.Error.GetDetail<ErrorInfo>();
            return ((StatusCode)answer.Error.Code, info.Reason, info.Metadata["field"]);
        }

        var raw = await connection.CallAsync(WireMethods.Path(method), WireMethods.Framed(request));
        return (raw.Status!.Value, raw.Reason, raw.Details!.GetDetail<ErrorInfo>().Metadata["field"]);
    }

    private static HttpRequestMessage ToHttp(MethodDescriptor method, IMessage request)
    {
        var rule = method.GetOptions().GetExtension(AnnotationsExtensions.Http);
        var json = JsonNode.Parse(JsonFormatter.Default.Format(request))!.AsObject();
        if (rule.PatternCase == HttpRule.PatternOneofCase.Get)
        {
            var query = json.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value!.ToString())}");
            return new HttpRequestMessage(HttpMethod.Get, $"{rule.Get}?{string.Join('&', query)}");
        }

        var body = rule.Body == "*" ? json : json[rule.Body]!.AsObject();
        var path = rule.PatternCase == HttpRule.PatternOneofCase.Put ? rule.Put : rule.Post;
        foreach (var (name, value) in body)
        {
            path = path.Replace($"{{{rule.Body}.{Snake(name)}}}", Uri.EscapeDataString(value!.ToString()), StringComparison.Ordinal);
        }

        return new HttpRequestMessage(rule.PatternCase == HttpRule.PatternOneofCase.Put ? HttpMethod.Put : HttpMethod.Post, path)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
    }

    private static string Snake(string name) =>
        string.Concat(name.Select(character => char.IsUpper(character) ? $"_{char.ToLowerInvariant(character)}" : $"{character}"));
}
