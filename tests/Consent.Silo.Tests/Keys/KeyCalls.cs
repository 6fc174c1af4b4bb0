using System.Diagnostics;
using System.Text.RegularExpressions;
using Consent.Silo.Tests.Servers;
using Consent.V1;
using Grpc.Core;

namespace Consent.Silo.Tests.Keys;

/// <summary>The command <c>keys</c> in a process of its own, and calls with keys.</summary>
internal static partial class KeyCalls
{
    public const string Enabled = "Authentication:ApiKeys:Enabled=true";

    private static readonly CheckSendRequest Question = new() { SenderNumber = "+15550001111", CustomerNumber = "+15552220000" };

    /// <summary>Runs the command in a folder, without any setting of the test run's own.</summary>
    public static async Task<KeysExit> RunAsync(string folder, string? token, params string[] args)
    {
        var start = new ServerSetup(folder)
        {
            GivesAddresses = false,
            ConnectionString = null,
            Environment = token is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["CONSENT_TOKEN"] = token },
        }.ToStartInfo();
        start.ArgumentList.Add("keys");
        foreach (var arg in args)
        {
            start.ArgumentList.Add(arg);
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeLimit.Generous);
        return new KeysExit(process.ExitCode, await output, await error);
    }

    /// <summary>Makes a key with the command; only the key may be on the standard output.</summary>
    public static async Task<string> CreateAsync(string folder, string? token, params string[] args)
    {
        var exit = await RunAsync(folder, token, ["create", .. args]);
        Assert.True(exit.Code == 0, exit.Error);
        Assert.Matches(Whole(), exit.Output);
        Assert.DoesNotContain(exit.Output.Trim(), exit.Error, StringComparison.Ordinal);
        return exit.Output.Trim();
    }

    /// <summary>The key's id.</summary>
    public static string IdOf(string key) => key[8..24];

    public static Metadata With(string key) => new() { { "x-api-key", key } };

    /// <summary>What a check with the key, or without one, ends as.</summary>
    public static async Task<StatusCode> CheckAsync(this ServerProcess server, string? key)
    {
        try
        {
            await server.Authority.CheckSendAsync(Question, key is null ? null : With(key));
            return StatusCode.OK;
        }
        catch (RpcException refusal)
        {
            return refusal.StatusCode;
        }
    }

    /// <summary>The key that the server's first start printed; null where it printed none.</summary>
    public static string? FirstKey(this ServerProcess server) =>
        server.Output.Lines.SingleOrDefault(line => line.StartsWith("consent_", StringComparison.Ordinal));

    [GeneratedRegex(@"\Aconsent_[0-9a-f]{16}_[0-9a-f]{64}\r?\n\z")]
    private static partial Regex Whole();
}

internal sealed record KeysExit(int Code, string Output, string Error);
