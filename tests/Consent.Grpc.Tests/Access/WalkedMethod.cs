using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace Consent.Grpc.Tests.Access;

/// <summary>A method of the contract, called by its descriptor alone.</summary>
internal sealed partial record WalkedMethod(MethodDescriptor Descriptor)
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(static bytes => bytes, static bytes => bytes);

    /// <summary>Every method of every service in the contract.</summary>
    public static IEnumerable<WalkedMethod> All => typeof(V1.CheckSendRequest).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(V1.CheckSendRequest).Namespace && type.Name.EndsWith("Reflection", StringComparison.Ordinal))
        .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!)
        .SelectMany(file => file.Services)
        .SelectMany(service => service.Methods)
        .Select(method => new WalkedMethod(method));

    public string Name => Descriptor.Name;

    /// <summary>A request that names these, wherever the contract has fields for them.</summary>
    public IMessage RequestAbout(string? sender, string? account, string customer)
    {
        var message = (IMessage)Activator.CreateInstance(Descriptor.InputType.ClrType)!;
        Fill(message, new Named(sender, account, customer));
        return message;
    }

    /// <summary>The status with which the method answers over gRPC; of a stream, that of its first item.</summary>
    public async Task<StatusCode> CallAsync(GrpcChannel channel, IMessage request, string? credential, string header = "authorization")
    {
        var headers = new Metadata();
        if (credential is not null)
        {
            headers.Add(header, credential);
        }

        var method = new Method<byte[], byte[]>(
            (Descriptor.IsClientStreaming, Descriptor.IsServerStreaming) switch
            {
                (false, false) => MethodType.Unary,
                (false, true) => MethodType.ServerStreaming,
                (true, false) => MethodType.ClientStreaming,
                _ => MethodType.DuplexStreaming,
            },
            Descriptor.Service.FullName,
            Name,
            Bytes,
            Bytes);
        try
        {
            return await StatusAsync(channel.CreateCallInvoker(), method, new CallOptions(headers), request.ToByteArray());
        }
        catch (RpcException e)
        {
            Assert.True(e.GetRpcStatus() is not null, $"{Name} gave no details: {e.Status}");
            return e.StatusCode;
        }
    }

    /// <summary>The status with which the method answers to JSON; null where it has no path for the request.</summary>
    public async Task<HttpStatusCode?> CallAsync(HttpClient web, IMessage request, string? credential, string header = "authorization")
    {
        var rule = Descriptor.GetOptions()?.GetExtension(AnnotationsExtensions.Http);
        var (verb, template) = rule?.PatternCase switch
        {
            HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
            HttpRule.PatternOneofCase.Post => (HttpMethod.Post, rule.Post),
            HttpRule.PatternOneofCase.Put => (HttpMethod.Put, rule.Put),
            HttpRule.PatternOneofCase.Delete => (HttpMethod.Delete, rule.Delete),
            _ => (HttpMethod.Get, ""),
        };
        if (rule is null)
        {
            return null;
        }

        // A binding of another path may be for those without a sender.
        var sender = Value(request, "sender_number");
        if (sender is "" && rule.AdditionalBindings.Count > 0 && template.Contains("{sender_number}", StringComparison.Ordinal))
        {
            template = rule.AdditionalBindings[0].Get;
        }

        if (Variables().Matches(template).Any(variable => Value(request, variable.Groups[1].Value) is ""))
        {
            return null;
        }

        using var message = new HttpRequestMessage(verb, PathOf(template, request) + (verb == HttpMethod.Get ? QueryOf(template, request) : ""));
        if (rule.Body.Length > 0)
        {
            var body = rule.Body == "*" ? request : (IMessage)Field(request, rule.Body).Accessor.GetValue(request);
            message.Content = new StringContent(JsonFormatter.Default.Format(body), Encoding.UTF8, "application/json");
        }

        if (credential is not null)
        {
            Assert.True(message.Headers.TryAddWithoutValidation(header, credential));
        }

        using var answer = await web.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    public override string ToString() => $"{Descriptor.Service.Name}.{Name}";

    private static async Task<StatusCode> StatusAsync(
        CallInvoker invoker, Method<byte[], byte[]> method, CallOptions options, byte[] request)
    {
        switch (method.Type)
        {
            case MethodType.Unary:
                await invoker.AsyncUnaryCall(method, null, options, request);
                return StatusCode.OK;
            case MethodType.ServerStreaming:
                using (var call = invoker.AsyncServerStreamingCall(method, null, options, request))
                {
                    await call.ResponseStream.MoveNext(CancellationToken.None);
                    return StatusCode.OK;
                }

            default:
                using (var call = invoker.AsyncDuplexStreamingCall(method, null, options))
                {
                    try
                    {
                        await call.RequestStream.WriteAsync(request);
                        await call.RequestStream.CompleteAsync();
                    }
                    catch (RpcException)
                    {
                        // Refused before it was read: the answer says so.
                    }

                    var hasAnswer = await call.ResponseStream.MoveNext(CancellationToken.None);
                    return hasAnswer && method.Name == "StreamCheckSend" ? ItemStatus(call.ResponseStream.Current) : StatusCode.OK;
                }
        }
    }

    private static StatusCode ItemStatus(byte[] answer) =>
        (StatusCode)(V1.StreamCheckSendResponse.Parser.ParseFrom(answer).Error?.Code ?? 0);

    private static void Fill(IMessage message, Named named)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = named.Of(field.Name);
            if (field is { IsRepeated: true, FieldType: FieldType.String })
            {
                // Lists of senders and customers.
                var one = named.Of(field.Name.TrimEnd('s'));
                if (one is not null)
                {
                    ((System.Collections.IList)field.Accessor.GetValue(message)).Add(one);
                }
            }
            else if (field is { IsRepeated: false, FieldType: FieldType.String } && value is not null && IsFree(message, field))
            {
                field.Accessor.SetValue(message, value);
            }
            else if (field is { IsRepeated: false, FieldType: FieldType.Message } && IsFree(message, field)
                && field.MessageType.File.Package.StartsWith("consent", StringComparison.Ordinal))
            {
                var inner = (IMessage)Activator.CreateInstance(field.MessageType.ClrType)!;
                Fill(inner, named);
                field.Accessor.SetValue(message, inner);
            }
            else if (field is { IsRepeated: false, FieldType: FieldType.Bool })
            {
                field.Accessor.SetValue(message, true);
            }
        }
    }

    // Of a oneof, the first that has a value.
    private static bool IsFree(IMessage message, FieldDescriptor field) =>
        field.RealContainingOneof is not { } oneof || oneof.Accessor.GetCaseFieldDescriptor(message) is null;

    private static string PathOf(string template, IMessage request) => Variables().Replace(
        template, variable => Uri.EscapeDataString(Value(request, variable.Groups[1].Value)));

    private static string QueryOf(string template, IMessage request)
    {
        var query = request.Descriptor.Fields.InFieldNumberOrder()
            .Where(field => field is { IsRepeated: false, FieldType: FieldType.String or FieldType.Bool })
            .Where(field => !template.Contains($"{{{field.Name}}}", StringComparison.Ordinal))
            .Select(field => (field.JsonName, Value: field.Accessor.GetValue(request)))
            .Where(pair => pair.Value is true or string { Length: > 0 })
            .Select(pair => $"{pair.JsonName}={Uri.EscapeDataString(pair.Value is true ? "true" : (string)pair.Value)}");
        return "?" + string.Join('&', query);
    }

    private static string Value(IMessage message, string path)
    {
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            message = (IMessage)Field(message, name).Accessor.GetValue(message);
        }

        return message.Descriptor.FindFieldByName(names[^1])?.Accessor.GetValue(message) as string ?? "";
    }

    private static FieldDescriptor Field(IMessage message, string name) => message.Descriptor.FindFieldByName(name);

    [GeneratedRegex(@"\{([a-z_.]+)\}")]
    private static partial Regex Variables();

    private sealed record Named(string? Sender, string? Account, string Customer)
    {
        public string? Of(string field) => field switch
        {
            "sender_number" => Sender,
            "account_id" => Account,
            "customer_number" => Customer,
            "import_id" or "message_id" or "idempotency_key" or "request_id" => Guid.NewGuid().ToString("N"),
            "actor" or "evidence" or "body" => "walk",
            _ => null,
        };
    }
}
