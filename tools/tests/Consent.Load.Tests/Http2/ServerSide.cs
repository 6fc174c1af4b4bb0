using System.Buffers.Binary;
using System.Text;
using Consent.Load.Calls;
using Consent.Load.Http2;
using Consent.Load.Pacing;
using Consent.Load.Reports;

namespace Consent.Load.Tests.Http2;

/// <summary>A session, and a server's frames for it; its clock ticks in microseconds.</summary>
internal sealed class ServerSide
{
    public const long Frequency = 1_000_000;
    private readonly SendBuffer _frames = new();

    public ServerSide(CallForm form, SessionLimits limits, Schedule? schedule = null, int nextId = 1)
    {
        Session = new Session(HeaderEncoder.Request(new Uri("http://127.0.0.1"), form.Path, []), form, limits, Tally, nextId);
        Session.Schedule = schedule ?? Closed(1);
        Session.Start();
        Session.Out.Clear();
    }

    public Tally Tally { get; } = new(Frequency);

    public Session Session { get; }

    public byte[] Bytes => _frames.Written.ToArray();

    public static CheckForm Check { get; } = new("+15550001111", Recipients.Range("+15551000000", 1_000));

    public static Schedule Closed(long count) => new(0, Frequency, TimeSpan.Zero, null, count, null);

    public ServerSide Frame(FrameType type, byte flags, int streamId, ReadOnlySpan<byte> payload)
    {
        _frames.Frame(type, flags, streamId, payload);
        return this;
    }

    public ServerSide Settings(params (ushort Id, int Value)[] settings)
    {
        var payload = new byte[settings.Length * 6];
        for (var index = 0; index < settings.Length; index++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(index * 6), settings[index].Id);
            BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan((index * 6) + 2), settings[index].Value);
        }

        return Frame(FrameType.Settings, 0, 0, payload);
    }

    public ServerSide Window(int streamId, int increment)
    {
        _frames.WindowUpdate(streamId, increment);
        return this;
    }

    public ServerSide Headers(int streamId, bool isLast, params string[] headers) =>
        Frame(FrameType.Headers, (byte)(FrameHeader.EndHeaders | (isLast ? FrameHeader.EndStream : 0)), streamId, Block(headers));

    /// <summary>A whole answer: headers, one message, status 0.</summary>
    public ServerSide Answer(int streamId, ReadOnlySpan<byte> message) =>
        Headers(streamId, false, ":status", "200").Message(streamId, message).Headers(streamId, true, "grpc-status", "0");

    public ServerSide Message(int streamId, ReadOnlySpan<byte> message) => Frame(FrameType.Data, 0, streamId, Prefixed(message));

    /// <summary>Has the session read it all and make the calls that are due.</summary>
    public void Send(long now = 0)
    {
        Assert.Equal(_frames.Length, Session.Receive(_frames.Written.Span, now));
        _frames.Clear();
        Session.Fill(now);
    }

    /// <summary>What the session has written since.</summary>
    public List<(FrameHeader Header, byte[] Payload)> Sent()
    {
        var frames = new List<(FrameHeader, byte[])>();
        for (var left = Session.Out.Written.Span; !left.IsEmpty;)
        {
            var header = FrameHeader.Read(left);
            frames.Add((header, left.Slice(FrameHeader.Size, header.Length).ToArray()));
            left = left[(FrameHeader.Size + header.Length)..];
        }

        Session.Out.Clear();
        return frames;
    }

    public static byte[] Prefixed(ReadOnlySpan<byte> message)
    {
        var prefixed = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(prefixed.AsSpan(1), message.Length);
        message.CopyTo(prefixed.AsSpan(5));
        return prefixed;
    }

    public static byte[] Block(params string[] headers) =>
        [.. headers.Chunk(2).SelectMany(header => (byte[])[0, .. Text(header[0]), .. Text(header[1])])];

    private static byte[] Text(string text) => [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
