using System.Net.Sockets;
using Consent.Silo.Certificates;
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
            await Console.Error.WriteLineAsync("The server does not start:");
            foreach (var reason in reasons)
            {
                await Console.Error.WriteLineAsync($"  - {Secrets.Hide(reason)}");
            }

            return ExitCode;
        }
    }

    private static IReadOnlyList<string>? Reasons(Exception exception) => exception switch
    {
        StartupRefusal refusal => refusal._reasons,
        CertificateRefusedException refused => [refused.Message],
        OrleansClusterConnectivityCheckFailedException refused => [NotJoined(refused)],
        InvalidDataException unreadable => [$"{unreadable.Message} {unreadable.GetBaseException().Message}"],
        IOException { InnerException: AddressInUseException } taken => [taken.Message],
        SocketException cannotListen => [$"Listen:Grpc or Listen:Web cannot be listened on: {cannotListen.Message}."],
        _ => null,
    };

    private static string NotJoined(OrleansClusterConnectivityCheckFailedException exception) =>
        "The servers of the cluster cannot be reached, or a certificate was not accepted, theirs by this server or this server's by them: "
        + "their logs and this one say which (event 4024). All servers have Cluster:Certificate from one Cluster:Authority, or none has. "
        + exception.Message;
}
