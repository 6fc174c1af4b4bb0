using System.Text.RegularExpressions;
using Google.Api;
using Google.Protobuf.Reflection;

namespace Consent.Grpc.OpenApi;

/// <summary>One of the ways in which HTTP reaches a method, and which fields of its request are given where.</summary>
internal sealed partial class ContractRoute
{
    private const string WholeMessage = "*";

    private ContractRoute(MethodDescriptor method, HttpRule rule, string operationId, IEnumerable<string> elsewhere)
    {
        var (verb, path) = Binding(rule);
        var inPath = FieldPaths(path);
        Method = method;
        OperationId = operationId;
        Verb = verb;
        Path = FieldPath().Replace(path, match => $"{{{FieldAt(method.InputType, match.Groups[1].Value).JsonName}}}");
        PathFields = [.. inPath.Select(field => FieldAt(method.InputType, field))];
        QueryFields = rule.Body == WholeMessage
            ? []
            : [.. method.InputType.Fields.InDeclarationOrder()
                .Where(field => field.Name != rule.Body && !inPath.Concat(elsewhere).Contains(field.Name))];
        Body = rule.Body switch
        {
            "" => null,
            WholeMessage => method.InputType,
            var field => method.InputType.FindFieldByName(field).MessageType,
        };
    }

    public MethodDescriptor Method { get; }

    public string OperationId { get; }

    public HttpMethod Verb { get; }

    /// <summary>Gets the path with the fields' names as JSON has them, so that a PUT's and a GET's are the same.</summary>
    public string Path { get; }

    public IReadOnlyList<FieldDescriptor> PathFields { get; }

    public IReadOnlyList<FieldDescriptor> QueryFields { get; }

    /// <summary>Gets what the body is; null where there is none.</summary>
    public MessageDescriptor? Body { get; }

    /// <summary>A method's routes. They are alternatives: a field in the path of another is refused in this one.</summary>
    public static IEnumerable<ContractRoute> Of(MethodDescriptor method)
    {
        if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is not { } first)
        {
            return [];
        }

        var main = FieldPaths(Binding(first).Path);
        return first.AdditionalBindings.Prepend(first).Select(rule =>
        {
            var own = FieldPaths(Binding(rule).Path);
            var others = first.AdditionalBindings.Prepend(first).SelectMany(other => FieldPaths(Binding(other).Path)).Except(own);
            var differing = own.Except(main).Select(field => FieldAt(method.InputType, field).PropertyName);
            return new ContractRoute(method, rule, method.Name + string.Concat(differing.Select(field => $"By{field}")), others);
        });
    }

    [GeneratedRegex(@"\{([a-z_.]+)\}")]
    private static partial Regex FieldPath();

    private static List<string> FieldPaths(string path) => [.. FieldPath().Matches(path).Select(match => match.Groups[1].Value)];

    private static (HttpMethod Verb, string Path) Binding(HttpRule rule) => rule.PatternCase switch
    {
        HttpRule.PatternOneofCase.Get => (HttpMethod.Get, rule.Get),
        HttpRule.PatternOneofCase.Put => (HttpMethod.Put, rule.Put),
        HttpRule.PatternOneofCase.Post => (HttpMethod.Post, rule.Post),
        var other => throw new InvalidOperationException($"The contract has a binding by {other}."),
    };

    private static FieldDescriptor FieldAt(MessageDescriptor message, string fieldPath)
    {
        var steps = fieldPath.Split('.');
        return steps[..^1].Aggregate(message, (at, step) => at.FindFieldByName(step).MessageType).FindFieldByName(steps[^1]);
    }
}
