using System.Buffers.Binary;
using Consent.Grpc.Wire;
using Google.Rpc;
using Grpc.Core;

namespace Consent.Grpc.Tests.Wire;

/// <summary>What came back on one stream: header blocks in their order, the messages between them, and how it ended.</summary>
internal sealed class RawResponse
{
    private readonly List<byte> _data = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets what tells that data has come, or that none will.</summary>
    public Task Begun => _begun.Task;

    public Task Ended => _ended.Task;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal);

    public int Blocks { get; private set; }

    /// <summary>Gets the error with which the server reset the stream, if it did before the end.</summary>
    public int? ResetWith { get; private set; }

    /// <summary>Gets a value indicating whether the connection was closed before the end.</summary>
    public bool IsCutOff { get; private set; }

    public string? HttpStatus => Headers.GetValueOrDefault(":status");

    public StatusCode? Status => Headers.TryGetValue("grpc-status", out var status) ? (StatusCode)int.Parse(status, null) : null;

    public Google.Rpc.Status? Details => Headers.TryGetValue("grpc-status-details-bin", out var details)
        ? Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')))
        : null;

    public string? Reason => Details?.GetDetail<ErrorInfo>() is { Domain: ErrorReason.Domain } info ? info.Reason : null;

    /// <summary>Gets the messages that came, without their prefixes.</summary>
    public List<byte[]> Messages()
    {
        var (data, messages) = (_data.ToArray(), new List<byte[]>());
        for (var at = 0; at < data.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(data.AsSpan(at + 1));
            messages.Add(data[(at + 5)..(at + 5 + length)]);
            at += 5 + length;
        }

        return messages;
    }

    public void Add(IEnumerable<(string Name, string Value)> block)
    {
        Blocks++;
        foreach (var (name, value) in block)
        {
            Headers[name] = value;
        }
    }

    public void Add(ReadOnlySpan<byte> data)
    {
        _data.AddRange(data);
        _begun.TrySetResult();
    }

    public void End()
    {
        _begun.TrySetResult();
        _ended.TrySetResult();
    }

    public void Reset(int error)
    {
        // After the end it only says that the server reads no more.
        ResetWith = Ended.IsCompleted ? null : error;
        End();
    }

    public void CutOff()
    {
        IsCutOff = !Ended.IsCompleted;
        End();
    }
}
