using Google.Api;
using Google.Protobuf.Reflection;
using FileOptions = Google.Protobuf.Reflection.FileOptions;

namespace Consent.Grpc.Tests.Contract;

/// <summary>Descriptors as lines of text: what callers depend on, without comments or layout.</summary>
internal static class ContractListing
{
    public static List<string> Of(params ReadOnlySpan<FileDescriptor> files)
    {
        var lines = new List<string>();
        foreach (var file in files)
        {
            lines.Add($"file {file.Name} package {file.Package}");
            lines.AddRange(Options(file.GetOptions()));
            lines.AddRange(file.Services.SelectMany(Service));
            lines.AddRange(file.EnumTypes.SelectMany(Enumeration));
            lines.AddRange(file.MessageTypes.SelectMany(Message));
        }

        return lines;
    }

    // Where generated code goes in each language.
    private static IEnumerable<string> Options(FileOptions options) =>
    [
        $"  csharp_namespace {options.CsharpNamespace}",
        $"  go_package {options.GoPackage}",
        $"  java_package {options.JavaPackage} {options.JavaOuterClassname}{(options.JavaMultipleFiles ? " multiple_files" : "")}",
    ];

    private static IEnumerable<string> Service(ServiceDescriptor service) =>
    [
        $"service {service.FullName}",
        .. service.Methods.SelectMany(Method),
    ];

    private static IEnumerable<string> Method(MethodDescriptor method)
    {
        var request = method.IsClientStreaming ? "stream " : "";
        var response = method.IsServerStreaming ? "stream " : "";
        yield return $"  {method.Name}({request}{method.InputType.FullName}) returns ({response}{method.OutputType.FullName})";
        if (method.GetOptions()?.GetExtension(AnnotationsExtensions.Http) is { } rule)
        {
            foreach (var binding in new[] { rule }.Concat(rule.AdditionalBindings))
            {
                yield return $"    {binding.PatternCase} {binding.Get}{binding.Post}{binding.Put} {binding.Body}".TrimEnd();
            }
        }
    }

    private static IEnumerable<string> Enumeration(EnumDescriptor enumeration) =>
    [
        $"enum {enumeration.FullName}",
        .. enumeration.Values.Select(value => $"  {value.Name} = {value.Number}"),
    ];

    private static IEnumerable<string> Message(MessageDescriptor message) =>
    [
        $"message {message.FullName}",
        .. message.Fields.InDeclarationOrder().Select(Field),
        .. message.NestedTypes.SelectMany(Message),
        .. message.EnumTypes.SelectMany(Enumeration),
    ];

    private static string Field(FieldDescriptor field)
    {
        var label = field.IsRepeated ? "repeated " : field.RealContainingOneof is { } oneof ? $"oneof {oneof.Name} " : "";
        var type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var scalar => scalar.ToString(),
        };
        var optional = field.HasPresence && field.RealContainingOneof is null && field.FieldType != FieldType.Message ? "optional " : "";
        return $"  {optional}{label}{type} {field.Name} = {field.FieldNumber} ({field.JsonName})";
    }
}
