using System.Diagnostics;
using System.Text.Json.Nodes;
using Consent.Silo.Tests.Servers;

namespace Consent.Silo.Tests.Readme;

public sealed class ReadmeTests : IDisposable
{
    private static readonly string Readme = File.ReadAllText(Repository.Combine("README.md"));

    private const string WebAddress = "http://127.0.0.1:5081";
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task Conversation_RunAsWritten_AnswersAsWritten()
    {
        var conversation = Conversation();
        Assert.Equal(5, conversation.Count);
        await using var server = await ServerProcess.StartAsync(new ServerSetup(_folder.Path));

        foreach (var (command, expected) in conversation)
        {
            var answer = await RunAsync(command.Replace(WebAddress, server.Web.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal));

            Assert.Equal(WithoutTimes(JsonNode.Parse(expected)!).ToJsonString(), WithoutTimes(JsonNode.Parse(answer)!).ToJsonString());
        }
    }

    [Fact]
    public void Commands_ToRunAndToTest_AreThere()
    {
        var root = Repository.Root;

        Assert.Contains("dotnet run --project src/Consent.Silo ", Readme, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(root, "src/Consent.Silo/Consent.Silo.csproj")));
        Assert.Contains("./test.sh ", Readme, StringComparison.Ordinal);
        Assert.StartsWith("#!", File.ReadAllText(Path.Combine(root, "test.sh")), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Each command of the conversation with the answer that follows it.</summary>
    private static List<(string Command, string Answer)> Conversation()
    {
        var blocks = Readme.Split("```").Where((_, index) => index % 2 == 1).ToList();
        return
        [
            .. blocks.Zip(blocks.Skip(1))
                .Where(pair => pair.First.StartsWith("sh\ncurl", StringComparison.Ordinal))
                .Select(pair => (pair.First["sh\n".Length..], pair.Second["json\n".Length..])),
        ];
    }

    private static async Task<string> RunAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var bash = Process.Start(start)!;
        var errors = bash.StandardError.ReadToEndAsync();
        var answer = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        Assert.True(bash.ExitCode == 0, await errors);
        return answer;
    }

    // The one thing that differs from run to run.
    private static JsonNode WithoutTimes(JsonNode node)
    {
        foreach (var (name, value) in node.AsObject().ToList())
        {
            if (value is JsonObject)
            {
                WithoutTimes(value);
            }
            else if (name is "changedAt" or "sendBefore")
            {
                Assert.True(DateTimeOffset.TryParse(value!.GetValue<string>(), null, out _));
                node[name] = "some time";
            }
        }

        return node;
    }
}
