using System.Data.Common;
using System.Net.Sockets;
using System.Security.Authentication;
using Consent.Grains.Records;
using Consent.Storage.Database;
using Microsoft.AspNetCore.Connections;
using Orleans.Runtime.Messaging;

namespace Consent.Silo.Logging;

/// <summary>Tells failures that are expected of the world outside: where in the code they were met says nothing.</summary>
internal static class KnownFailure
{
    /// <summary>What follows a message: the causes in a line where they are known, otherwise the exception with its stack.</summary>
    public static string Text(Exception? exception) =>
        exception is null ? ""
        : Has(exception) ? ": " + string.Join(" because of ", Causes(exception).Select(Name))
        : "\n" + exception;

    /// <summary>Whether such a failure is among the causes.</summary>
    public static bool Has(Exception exception) => Causes(exception).Any(IsKnown);

    private static bool IsKnown(Exception exception) => exception is
        DbException or SocketException or TimeoutException or OperationCanceledException or RecordUnavailableException
        or StorageBusyException or StorageStuckException or AuthenticationException or IOException
        or ConnectionAbortedException or ConnectionFailedException or OrleansMessageRejectionException;

    // Orleans puts the cause's stack into the message, after its first line.
    private static string Name(Exception exception) =>
        $"{exception.GetType().Name}: {exception.Message.Split('\n', 2)[0].TrimEnd()}";

    private static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
