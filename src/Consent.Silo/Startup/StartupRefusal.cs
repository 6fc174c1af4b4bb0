using System.Net.Sockets;
using Consent.Silo.Certificates;
using Consent.Silo.Cluster;
using Consent.Silo.Logging;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.MembershipService;

namespace Consent.Silo.Startup;

/// <summary>Why the server does not start, and how to fix it.</summary>
internal sealed class StartupRefusal(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public const int ExitCode = 2;

    private readonly IReadOnlyList<string> _reasons = reasons;

    /// <summary>Runs the server. If it refuses to start, prints why, without a stack. Returns the process's exit code.</summary>
    public static async Task<int> ReportAsync(Func<Task> run)
    {
        try
        {
            await run();
            return 0;
        }
        catch (Exception e) when (Reasons(e) is { } reasons)
        {
            Print(reasons);
            return ExitCode;
        }
    }

    private static IReadOnlyList<string>? Reasons(Exception exception) => exception switch
    {
        StartupRefusal refusal => refusal._reasons,
        CertificateRefusedException refused => [refused.Message],
        OrleansClusterConnectivityCheckFailedException refused => [NotJoined.Reason(refused.Message)],
        InvalidDataException unreadable => [$"{unreadable.Message} {unreadable.GetBaseException().Message}"],
        IOException { InnerException: AddressInUseException } taken => [taken.Message],
        SocketException cannotListen => [$"Listen:Grpc or Listen:Web cannot be listened on: {cannotListen.Message}."],
        _ => null,
    };

    public static void Print(IEnumerable<string> reasons)
    {
        Console.Error.WriteLine("The server does not start:");
        foreach (var reason in reasons)
        {
            Console.Error.WriteLine($"  - {Secrets.Hide(reason)}");
        }
    }
}

/// <summary>The same where nothing can be thrown to the top.</summary>
internal sealed class StartRefusal : IStartRefusal
{
    public void End(string reason)
    {
        StartupRefusal.Print([reason]);
        Environment.Exit(StartupRefusal.ExitCode);
    }
}
