using System.Buffers.Binary;
using System.Text.Json;
using Consent.Fuzz.Inputs;
using CsCheck;
using Google.Api;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Consent.Fuzz.Targets;

/// <summary>Whole calls, by gRPC and by JSON: each is answered, and none with a fault of the server.</summary>
/// <remarks>What would write lacks what a write needs, so that it is read, and refused.</remarks>
internal static class EdgeTargets
{
    private const string WatchesForever = "WatchLedger";

    // What they take where nothing is refused is the database's.
    private static readonly string[] ReadTheDatabase = ["GetHistory", "GetStatus", "ExportConsents", "ListSeals", "VerifyLedger", "ListReviews"];

    private static readonly Gen<(string Name, string Value)[]> Headers = Gen.Frequency(
        (9, Gen.Const(Array.Empty<(string Name, string Value)>())),
        (1, Gen.Select(
            Choices.Of(
                "authorization", "x-api-key", "x-request-id", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding", "content-type", "accept",
                "content-encoding", "grpc-previous-rpc-attempts", "te", "traceparent"),
            Gen.Frequency(
                (1, Gen.Char['\u0001', '\u00ff'].Array[0, 60].Select(characters => new string(characters))),
                (4, Texts.Mutated(
                    ["Bearer consent_00f3a1b2c3d4e5f6_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "Bearer eyJhbGciOiJub25lIn0.e30.", "1S", "gzip", "application/json; charset=utf-16"],
                    ["Bearer ", "Basic ", "consent_", ",", ";", "utf-7", "99999999S", "identity", ".", "="],
                    Gen.Char["abcABC019 ,;=/-_."]))))
            .Array[1, 3]));

    public static IEnumerable<ITarget> Of(EdgeServer server)
    {
        var methods = Messages.Methods.Where(method => method.Name != WatchesForever).ToArray();
        yield return new EdgeTarget("JSON calls", 15, server, Gen.OneOf([.. methods.SelectMany(JsonCalls)]));
        yield return new EdgeTarget("gRPC calls", 15, server, Gen.OneOf(Array.ConvertAll(methods, GrpcCall)));
    }

    private static IEnumerable<Gen<Call>> JsonCalls(MethodDescriptor method)
    {
        if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not { } rule)
        {
            yield break;
        }

        foreach (var binding in rule.AdditionalBindings.Append(rule))
        {
            var (verb, path) = binding.PatternCase switch
            {
                HttpRule.PatternOneofCase.Get => ("GET", binding.Get),
                HttpRule.PatternOneofCase.Put => ("PUT", binding.Put),
                HttpRule.PatternOneofCase.Post => ("POST", binding.Post),
                _ => throw new NotSupportedException($"{method.FullName} has a verb for which there is no call."),
            };
            var body = binding.Body switch
            {
                "" => Gen.Const(Array.Empty<byte>()),
                "*" => Messages.JsonOf(method.InputType, complete: false),
                var field => Messages.JsonOf(method.InputType.FindFieldByName(field).MessageType, complete: false),
            };
            yield return Gen.Select(Gen.Frequency((5, Gen.Bool.Select(_ => verb)), (1, Choices.Of("GET", "PUT", "POST", "DELETE", "HEAD", "OPTIONS"))),
                PathOf(path), QueryOf(method.InputType, binding), body, Headers,
                (v, p, q, b, h) => new Call(method.Name, v, "HTTP/1.1", p, q, [("content-type", "application/json"), .. h], b));
        }
    }

    private static Gen<string> PathOf(string template)
    {
        // Some of the places that a template has are a caller's.
        var number = Gen.Frequency((3, Choices.Of("+15550001234", "acme", "NO ID", "%2B15550001234")), (2, Texts.OfNumbers), (1, Choices.Of("..", "%2e%2e", "%00", "a%2fb", "%ff")));
        var parts = template.Split('{', '}');
        var path = number.Array[parts.Length / 2].Select(values =>
            string.Concat(parts.Select((part, index) => index % 2 == 0 ? part : values[index / 2])));
        return Gen.Frequency((6, path), (1, path.Select(made => made.ToUpperInvariant())), (1, path.Select(made => $"{made}/")));
    }

    private static Gen<string> QueryOf(MessageDescriptor type, HttpRule rule)
    {
        var names = type.Fields.InDeclarationOrder().SelectMany(field => (string[])[field.Name, field.JsonName, $"{field.Name}.x"]).Append("x").ToArray();
        var pair = Gen.Select(
            Choices.Of(names),
            Gen.Frequency((3, Texts.OfNumbers), (2, Choices.Of("", "null", "1", "-1", "true", "2026-01-02T03:04:05Z", "acme", "CHANNEL_SMS", "1e9", "99999999999999999999"))),
            (name, value) => $"{name}={Uri.EscapeDataString(Valid(value))}");
        return rule.Body.Length > 0 ? Gen.Const("") : Gen.Frequency(
            (3, pair.Array[0, 4].Select(pairs => pairs.Length == 0 ? "" : $"?{string.Join('&', pairs)}")),
            (1, Gen.Char["?&=+%0aF;.[]"].Array[0, 20].Select(characters => $"?{new string(characters)}")));
    }

    private static Gen<Call> GrpcCall(MethodDescriptor method)
    {
        var message = Messages.BytesOf(method.InputType, complete: false);
        var framed = Gen.Frequency((6, message.Select(Frame)), (1, message.Array[0, 3].Select(several => several.SelectMany(Frame).ToArray())), (1, message));
        return Gen.Select(framed, Headers, (body, headers) => new Call(
            method.Name, "POST", "HTTP/2", $"/{method.Service.FullName}/{method.Name}", "", [("content-type", "application/grpc"), ("te", "trailers"), .. headers], body));
    }

    private static byte[] Frame(byte[] message)
    {
        var frame = new byte[message.Length + 5];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    // Half of a character has no escape.
    private static string Valid(string text) => new([.. text.Select(character => char.IsSurrogate(character) ? '?' : character)]);

    internal sealed record Call(
        string Method, string Verb, string Protocol, string Path, string Query, (string Name, string Value)[] Headers, byte[] Body)
    {
        public void WriteTo(HttpRequest request)
        {
            request.Method = Verb;
            request.Protocol = Protocol;
            request.Scheme = "http";
            request.Host = new HostString("localhost");

            // As Kestrel gives it: decoded, but for a slash.
            request.Path = Uri.UnescapeDataString(Path.Replace("%2f", "%252f", StringComparison.OrdinalIgnoreCase));
            request.QueryString = new QueryString(Query);
            request.Body = new MemoryStream(Body);
            foreach (var (name, value) in Headers)
            {
                request.Headers[name] = value;
            }
        }
    }

    private sealed class EdgeTarget(string name, int share, EdgeServer server, Gen<Call> calls) : ITarget
    {
        public string Name => name;

        public int Share => share;

        public IInput Make(ulong seed, int number) => new Input(server, calls.Generate(new PCG((uint)number, seed), null, out _));
    }

    private sealed class Input(EdgeServer server, Call call) : IInput
    {
        private const string Unknown = "2";
        private const string Internal = "13";

        public int Bytes => call.Body.Length + call.Query.Length + call.Path.Length;

        public TimeSpan? Read()
        {
            var (answer, time) = server.SendAsync(http => call.WriteTo(http.Request)).GetAwaiter().GetResult();
            Check(answer);
            return ReadTheDatabase.Contains(call.Method) && IsOk(answer) ? null : time;
        }

        private static bool IsOk(HttpContext answer) =>
            answer.Response.StatusCode == StatusCodes.Status200OK && GrpcStatus(answer) is null or "0";

        // In the headers of a refusal, in the trailers of an answer; by JSON there is none.
        private static string? GrpcStatus(HttpContext answer)
        {
            var headers = answer.Response.Headers["grpc-status"];
            return headers.Count > 0 ? headers[0] : answer.Features.Get<IHttpResponseTrailersFeature>()?.Trailers["grpc-status"].FirstOrDefault();
        }

        public string Show() =>
            $"{call.Verb} {call.Protocol} {Texts.Show(call.Path + call.Query)} {Texts.Show(string.Join('|', call.Headers))} {Texts.Show(call.Body)}";

        private static void Check(HttpContext answer)
        {
            var response = answer.Response;
            if (response.StatusCode >= StatusCodes.Status500InternalServerError || GrpcStatus(answer) is Unknown or Internal)
            {
                throw new ContradictionException($"HTTP {response.StatusCode}, grpc-status {GrpcStatus(answer)}");
            }

            // A caller may ask for another encoding.
            if (response.ContentType is "application/json" or "application/json; charset=utf-8" && response.Body.Length > 0)
            {
                using var read = JsonDocument.Parse(response.Body);
            }
        }
    }
}
