using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Consent.Silo.Tests.Structure;

/// <summary>Which folders of a project need which, read from its compiled code, lambdas and iterators included.</summary>
/// <remarks>NetArchTest.Rules 1.3.2 was tried: it sees nothing of what a lambda does.</remarks>
internal sealed class FolderNeeds
{
    private readonly string _project;
    private readonly ILookup<(string Folder, string Needed), string> _needs;

    public FolderNeeds(System.Reflection.Assembly assembly)
    {
        using var module = ModuleDefinition.ReadModule(assembly.Location);
        _project = assembly.GetName().Name!;
        _needs = module.GetTypes()
            .SelectMany(type => ReferencesOf(type).SelectMany(Parts).Select(needed => (From: Outermost(type), To: Outermost(needed))))
            .Distinct()
            .Select(need => (From: FolderOf(need.From), To: FolderOf(need.To), Text: $"{Name(need.From)} needs {Name(need.To)}"))
            .Where(need => need.From is not null && need.To is not null && need.From != need.To)
            .ToLookup(need => (need.From!, need.To!), need => need.Text);
        Folders = [.. module.GetTypes().Select(FolderOf).OfType<string>().Distinct().Order()];
    }

    public IReadOnlyList<string> Folders { get; }

    /// <summary>Gets what makes a circle: each need of a folder that needs it back, directly or through others.</summary>
    public IReadOnlyList<string> Circles => [.. _needs.Where(need => Reach(need.Key.Needed).Contains(need.Key.Folder)).SelectMany(need => need)];

    public IEnumerable<string> Of(string folder, string needed) => _needs[(folder, needed)];

    private HashSet<string> Reach(string from)
    {
        var reached = new HashSet<string>();
        var next = new Queue<string>([from]);
        while (next.TryDequeue(out var folder))
        {
            foreach (var need in _needs.Where(need => need.Key.Folder == folder && reached.Add(need.Key.Needed)))
            {
                next.Enqueue(need.Key.Needed);
            }
        }

        return reached;
    }

    // A folder's own folders are of the same room; the project's root is the table of contents.
    private string? FolderOf(TypeReference type) =>
        Outermost(type).Namespace.StartsWith($"{_project}.", StringComparison.Ordinal)
            ? Outermost(type).Namespace[(_project.Length + 1)..].Split('.')[0]
            : null;

    private static TypeReference Outermost(TypeReference type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string Name(TypeReference type) => type.FullName;

    private static IEnumerable<TypeReference> ReferencesOf(TypeDefinition type) =>
    [
        .. Optional(type.BaseType),
        .. type.Interfaces.Select(each => each.InterfaceType),
        .. type.Fields.Select(field => field.FieldType),
        .. Attributes(type),
        .. type.Fields.SelectMany(Attributes),
        .. type.Properties.SelectMany(Attributes),
        .. type.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(each => each.ConstraintType),
        .. type.Methods.SelectMany(ReferencesOf),
    ];

    private static IEnumerable<TypeReference> ReferencesOf(MethodDefinition method) =>
    [
        method.ReturnType,
        .. method.Parameters.Select(parameter => parameter.ParameterType),
        .. method.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(each => each.ConstraintType),
        .. Attributes(method),
        .. method.HasBody ? ReferencesOf(method.Body) : [],
    ];

    private static IEnumerable<TypeReference> ReferencesOf(MethodBody body) =>
    [
        .. body.Variables.Select(variable => variable.VariableType),
        .. body.ExceptionHandlers.SelectMany(handler => Optional(handler.CatchType)),
        .. body.Instructions.SelectMany(instruction => instruction.Operand switch
        {
            TypeReference type => [type],
            MethodReference called =>
            [
                called.DeclaringType,
                called.ReturnType,
                .. called.Parameters.Select(parameter => parameter.ParameterType),
                .. called is GenericInstanceMethod generic ? generic.GenericArguments : [],
            ],
            FieldReference field => [field.DeclaringType, field.FieldType],
            _ => Array.Empty<TypeReference>(),
        }),
    ];

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) =>
        provider.CustomAttributes.Select(attribute => attribute.AttributeType);

    private static IEnumerable<TypeReference> Optional(TypeReference? type) => type is null ? [] : [type];

    // An array, a pointer or a generic instance is what it is made of.
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        TypeSpecification made => Parts(made.ElementType),
        GenericParameter => [],
        _ => [type],
    };
}
