using System.Reflection;
using System.Runtime.Loader;
using Consent.Grpc.Tests.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NJsonSchema.CodeGeneration.CSharp;
using NSwag;
using NSwag.CodeGeneration.CSharp;

namespace Consent.Grpc.Tests.Clients;

/// <summary>The C# client that NSwag generates from the document, compiled and put to work. Others: tools/clients.</summary>
public sealed class NSwagClientTests : IAsyncLifetime
{
    private AuthorityHost? _host;

    public async Task InitializeAsync() => _host = await AuthorityHost.StartAsync();

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    [Theory]
    [InlineData(CSharpJsonLibrary.NewtonsoftJson)]
    [InlineData(CSharpJsonLibrary.SystemTextJson)]
    public async Task Client_AsGenerated_CompilesAndDoesTheMainJob(CSharpJsonLibrary json)
    {
        var document = await _host!.Web.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));
        var settings = new CSharpClientGeneratorSettings { ClassName = "ConsentClient" };
        settings.CSharpGeneratorSettings.Namespace = "Generated";
        settings.CSharpGeneratorSettings.JsonLibrary = json;
        var client = new CSharpClientGenerator(await OpenApiDocument.FromJsonAsync(document), settings).GenerateFile();
        var job = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Clients", "NSwagJob.cs"));

        var run = Compile($"{json}", client, job).GetType("Generated.NSwagJob", throwOnError: true)!.GetMethod("RunAsync")!;

        Assert.Equal(
            [
                "2",
                "+15550001111",
                "DECISION_ALLOWED",
                "INBOUND_KIND_OPT_OUT",
                "Llame.",
                "DECISION_BLOCKED Alert: This user has opted out of SMS communication. You cannot send this message via FieldPulse.",
                "SMS_INDICATOR_OPTED_OUT",
                "SMS_INDICATOR_AVAILABLE",
                "CONSENT_STATE_OPTED_OUT",
                "200 Basta",
                "400 3 NUMBER_INVALID ",
                "400 3  1",
            ],
            await (Task<List<string>>)run.Invoke(null, [_host.Web])!);
    }

    private static Assembly Compile(string symbol, params IEnumerable<string> sources)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Generated",
            sources.Select(source => CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(preprocessorSymbols: [symbol]))),
            platform.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        Assert.Empty(result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        assembly.Position = 0;
        return new AssemblyLoadContext("Generated").LoadFromStream(assembly);
    }
}
