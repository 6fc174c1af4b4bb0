using System.Data.Common;
using System.Globalization;
using Consent.Silo.Startup;
using Consent.Storage.Database;
using Grpc.Core;

namespace Consent.Silo.Keys;

/// <summary>Does one thing with the API keys, and says in words why it could not.</summary>
internal static class KeysRun
{
    private const int Failed = 2;
    private const int Interrupted = 130;

    /// <summary>Changes something, which every server knows in the end.</summary>
    /// <returns>The process's exit code.</returns>
    public static Task<int> ChangeAsync(
        KeysPlace place, bool mayBeNew, Func<IApiKeys, Task> change, CancellationToken cancellation) => RunAsync(
        () => place.Open(mayBeNew),
        async keys =>
        {
            await change(keys);
            await keys.AcknowledgeAsync(SayHowLong, cancellation);
        },
        cancellation);

    /// <summary>Reads.</summary>
    /// <inheritdoc cref="ChangeAsync"/>
    public static Task<int> ReadAsync(KeysPlace place, Func<IApiKeys, Task> read, CancellationToken cancellation) =>
        RunAsync(() => place.Open(mayBeNew: false), read, cancellation);

    private static async Task<int> RunAsync(Func<IApiKeys> open, Func<IApiKeys, Task> run, CancellationToken cancellation)
    {
        try
        {
            await using var keys = open();
            await run(keys);
            return 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Interrupted;
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            await Console.Error.WriteLineAsync(reason);
            return Failed;
        }
    }

    private static void SayHowLong(TimeSpan wait) => Console.Error.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"Waiting until every server knows: {wait.TotalSeconds:0.##} s at most."));

    private static string? Reason(Exception exception) => exception switch
    {
        StartupRefusal => exception.Message,
        RpcException { StatusCode: StatusCode.Unavailable, Status.DebugException: { } unreachable } =>
            $"The server cannot be reached: {unreachable.GetBaseException().Message}",
        RpcException refusal => $"{refusal.StatusCode}: {refusal.Status.Detail}",
        DbException or TimeoutException or StorageStuckException => $"The database failed: {exception.Message}",
        InvalidDataException => $"{exception.Message} {exception.GetBaseException().Message}",
        _ => null,
    };
}
