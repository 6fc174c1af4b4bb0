using System.Reflection;
using System.Xml.Linq;
using Google.Protobuf.Reflection;

namespace Consent.Grpc.OpenApi;

/// <summary>The contract's own comments, which the compiler has written beside this assembly.</summary>
internal sealed class ContractComments
{
    private readonly Dictionary<string, string> _summaries;

    private ContractComments(Dictionary<string, string> summaries) => _summaries = summaries;

    public static ContractComments Load()
    {
        var path = Path.ChangeExtension(typeof(ContractComments).Assembly.Location, ".xml");
        var members = XDocument.Load(path).Descendants("member").DistinctBy(Name);
        return new ContractComments(members.ToDictionary(Name, Summary, StringComparer.Ordinal));
    }

    public string? OfType(Type type) => Find($"T:{type.FullName}");

    public string? OfMember(Type type, string member) =>
        Find($"P:{type.FullName}.{member}") ?? Find($"F:{type.FullName}.{member}");

    /// <summary>The comment of an enumeration's value, by its name in the contract.</summary>
    public string? OfValue(Type type, string value) => OfMember(
        type, type.GetFields().Single(field => field.GetCustomAttribute<OriginalNameAttribute>()?.Name == value).Name);

    public string? OfService(ServiceDescriptor service) => Find($"T:{ClassOf(service)}");

    public string? OfMethod(MethodDescriptor method) =>
        Find($"M:{ClassOf(method.Service)}.{method.Service.Name}Base.{method.Name}");

    private static string ClassOf(ServiceDescriptor service) =>
        $"{service.File.GetOptions().CsharpNamespace}.{service.Name}";

    // A method's name goes on with its parameters; the contract's own have no overloads.
    private static string Name(XElement member) => member.Attribute("name")!.Value.Split('(')[0];

    private static string Summary(XElement member) => string.Join(
        ' ', (member.Element("summary")?.Value ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private string? Find(string name) => _summaries.TryGetValue(name, out var summary) && summary.Length > 0 ? summary : null;
}
