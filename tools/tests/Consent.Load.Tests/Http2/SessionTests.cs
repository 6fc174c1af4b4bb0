using Consent.Load.Calls;
using Consent.Load.Http2;
using Consent.Load.Reports;
using Consent.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;

namespace Consent.Load.Tests.Http2;

public sealed class SessionTests
{
    private const byte StreamLimit = 3;
    private const byte StreamWindow = 4;

    private static readonly byte[] Allowed = new CheckSendResponse { Decision = Decision.Allowed, LedgerPosition = 1_000_000 }.ToByteArray();
    private static readonly byte[] Blocked = new CheckSendResponse { Decision = Decision.Blocked, Notice = "opted out" }.ToByteArray();
    private static readonly SessionLimits One = new(1, 1);

    [Fact]
    public void Receive_SplitAnywhere_ReadsTheSame()
    {
        var whole = Answers(new ServerSide(ServerSide.Check, new SessionLimits(2, 1), ServerSide.Closed(2))).Bytes;
        for (var split = 0; split <= whole.Length; split++)
        {
            var server = new ServerSide(ServerSide.Check, new SessionLimits(2, 1), ServerSide.Closed(2));
            server.Settings().Send();

            var read = server.Session.Receive(whole.AsSpan(0, split), 10);
            read += server.Session.Receive(whole.AsSpan(read), 10);

            Assert.Equal(whole.Length, read);
            Assert.Equal((1, 1, 2), (server.Tally.AllowedCount, server.Tally.BlockedCount, server.Tally.Latencies.TotalCount));
        }

        static ServerSide Answers(ServerSide server) => server.Answer(1, Allowed).Answer(3, Blocked);
    }

    [Fact]
    public void Receive_MessageOverManyFrames_IsPutTogether()
    {
        var server = Begun();
        server.Headers(1, false, ":status", "200");
        foreach (var each in ServerSide.Prefixed(Blocked))
        {
            server.Frame(FrameType.Data, 0, 1, [each]);
        }

        server.Headers(1, true, "grpc-status", "0").Send();

        Assert.Equal(1, server.Tally.BlockedCount);
        Assert.Empty(server.Tally.Refusals);
    }

    [Fact]
    public void Receive_PaddingPriorityAndContinuation_AreUnderstood()
    {
        var server = Begun();
        var block = ServerSide.Block("grpc-status", "0");
        byte[] prefixed = ServerSide.Prefixed(Allowed);

        server.Headers(1, false, ":status", "200")
            .Frame(FrameType.Data, FrameHeader.Padded, 1, [3, .. prefixed, 0, 0, 0])
            .Frame(FrameType.Headers, FrameHeader.EndStream | FrameHeader.Padded | FrameHeader.HasPriority, 1, [1, 0, 0, 0, 0, 9, .. block[..4], 0])
            .Frame(FrameType.Continuation, 0, 1, block.AsSpan(4, 2))
            .Frame(FrameType.Continuation, FrameHeader.EndHeaders, 1, block.AsSpan(6))
            .Send();

        Assert.Equal(1, server.Tally.AllowedCount);
        Assert.Empty(server.Tally.Refusals);
    }

    [Fact]
    public void Receive_TrailersOnly_IsARefusalWithItsStatus()
    {
        var server = Begun();

        server.Headers(1, true, ":status", "200", "grpc-status", "14").Send();

        Assert.Equal(1, server.Tally.Refusals["UNAVAILABLE"]);
    }

    [Fact]
    public void Receive_HuffmanCodedStatus_IsRead()
    {
        var server = Begun();

        // grpc-status: 16, both as Huffman codes.
        server.Frame(FrameType.Headers, FrameHeader.EndHeaders | FrameHeader.EndStream, 1, Convert.FromHexString("00889acac8b21234da8f820b9f")).Send();

        Assert.Equal("UNAUTHENTICATED", Assert.Single(server.Tally.Refusals).Key);
    }

    [Fact]
    public void Receive_ErrorInfo_NamesTheReason()
    {
        var server = Begun();
        var status = new Google.Rpc.Status { Code = 14, Message = "old", Details = { Any.Pack(new ErrorInfo { Reason = "NOT_FRESH", Domain = "consent" }) } };

        server.Headers(1, true, "grpc-status", "14", "grpc-status-details-bin", Convert.ToBase64String(status.ToByteArray()).TrimEnd('=')).Send();

        Assert.Equal(1, server.Tally.Refusals["UNAVAILABLE NOT_FRESH"]);
    }

    [Fact]
    public void Receive_ErrorPage_IsARefusalWithItsHttpStatus()
    {
        var server = Begun();

        server.Headers(1, false, ":status", "503").Frame(FrameType.Data, FrameHeader.EndStream, 1, "no"u8).Send();

        Assert.Equal(1, server.Tally.Refusals["HTTP 503"]);
    }

    [Fact]
    public void Receive_NoMessage_IsMalformed()
    {
        var server = Begun();

        server.Headers(1, false, ":status", "200").Headers(1, true, "grpc-status", "0").Send();

        Assert.Equal(1, server.Tally.Refusals[RefusalReason.Malformed]);
    }

    [Fact]
    public void Receive_Reset_RefusesTheCallAndMakesTheNext()
    {
        var server = Begun(calls: 2);

        server.Frame(FrameType.ResetStream, 0, 1, [0, 0, 0, 7]).Send();

        Assert.Equal(1, server.Tally.Refusals["RST_STREAM 7"]);
        Assert.Contains(server.Sent(), frame => frame.Header is { Type: FrameType.Headers, StreamId: 3 });
    }

    [Fact]
    public void Receive_GoAway_RefusesWhatCameAfterItAndMakesNoMore()
    {
        var server = Begun(calls: 9, streams: 3);

        server.Frame(FrameType.GoAway, 0, 0, [0, 0, 0, 3, 0, 0, 0, 0]).Answer(1, Allowed).Answer(3, Allowed).Send();

        Assert.Equal(1, server.Tally.Refusals[RefusalReason.GoAway]);
        Assert.Equal(2, server.Tally.AllowedCount);
        Assert.True(server.Session.IsUsedUp);
        Assert.Empty(server.Sent());
    }

    [Fact]
    public void Receive_Ping_IsAnswered()
    {
        var server = Begun();

        server.Frame(FrameType.Ping, 0, 0, "12345678"u8).Send();

        var (header, payload) = Assert.Single(server.Sent());
        Assert.True(header is { Type: FrameType.Ping, Flags: FrameHeader.Ack });
        Assert.Equal("12345678"u8, payload);
    }

    [Fact]
    public void Receive_FrameLargerThanAllowed_IsRefused()
    {
        var server = Begun();

        Assert.Throws<Http2Exception>(() => server.Session.Receive([0, 0x40, 1, 0, 0, 0, 0, 0, 1], 0));
    }

    [Fact]
    public void Fill_BeforeTheServersSettings_MakesNoCall()
    {
        var server = new ServerSide(ServerSide.Check, One);

        server.Session.Fill(0);

        Assert.Empty(server.Sent());
    }

    [Fact]
    public void Fill_FewerStreamsThanCallers_KeepsToThem()
    {
        var server = new ServerSide(ServerSide.Check, new SessionLimits(10, 1), ServerSide.Closed(10));

        server.Settings((StreamLimit, 2)).Send();

        Assert.Equal(2, server.Sent().Count(frame => frame.Header.Type == FrameType.Headers));
    }

    [Fact]
    public void Fill_LastIdThereIs_IsUsedAndThenTheConnectionIsUsedUp()
    {
        var server = new ServerSide(ServerSide.Check, One, ServerSide.Closed(5), int.MaxValue - 2);

        server.Settings().Send();
        server.Answer(int.MaxValue - 2, Allowed).Send();
        server.Answer(int.MaxValue, Allowed).Send();

        Assert.Equal(2, server.Tally.AllowedCount);
        Assert.True(server.Session.IsUsedUp);
    }

    [Fact]
    public void Fill_Call_IsWhatAServerReads()
    {
        var server = new ServerSide(ServerSide.Check, One);

        server.Settings().Send();

        var (header, payload) = server.Sent().Single(frame => frame.Header.Type == FrameType.Data);
        Assert.True(header.Has(FrameHeader.EndStream));
        Assert.Equal(
            new CheckSendRequest { SenderNumber = "+15550001111", CustomerNumber = "+15551000000" },
            CheckSendRequest.Parser.ParseFrom(payload.AsSpan(5)));
    }

    [Fact]
    public void Fill_WindowsAreSpent_NextCallsWaitForThem()
    {
        // Four fit into the 65,535 bytes that a connection begins with, and none into a stream's first window here.
        const int size = 1_000;
        var form = new BatchForm("+15550001111", Recipients.Range("+15551000000", size), size);
        var server = new ServerSide(form, new SessionLimits(6, 1), ServerSide.Closed(6));

        server.Settings((StreamWindow, 1_000)).Send();
        Assert.Equal(0, Calls());
        server.Settings((StreamWindow, 1_000_000)).Send();
        Assert.Equal(4, Calls());
        server.Window(0, 1_000_000).Send();
        Assert.Equal(2, Calls());

        int Calls() => server.Sent().Count(frame => frame.Header.Has(FrameHeader.EndStream) && frame.Header.Type == FrameType.Data);
    }

    [Fact]
    public void Fill_Streams_KeepToTheirWindowsAndEndWithTheSchedule()
    {
        var server = new ServerSide(new StreamForm("+15550001111", Recipients.Range("+15551000000", 10)), new SessionLimits(2, 3), ServerSide.Closed(8));
        var answer = new StreamCheckSendResponse { Check = new CheckSendResponse { Decision = Decision.Allowed } }.ToByteArray();
        var error = new StreamCheckSendResponse { Error = new Google.Rpc.Status { Code = 3 } }.ToByteArray();

        server.Settings().Send();
        Assert.Equal(6, server.Sent().Count(frame => frame.Header.Type == FrameType.Data));
        server.Headers(1, false, ":status", "200").Message(1, answer).Message(1, error).Send(5);
        Assert.Equal(2, server.Sent().Count(frame => frame.Header.Type == FrameType.Data));
        server.Message(1, answer).Message(1, answer).Message(1, answer);
        server.Headers(3, false, ":status", "200").Message(3, answer).Message(3, answer).Message(3, answer).Send(9);

        Assert.Equal(2, server.Sent().Count(frame => frame.Header.Has(FrameHeader.EndStream)));
        server.Headers(1, true, "grpc-status", "0").Headers(3, true, "grpc-status", "0").Send(9);
        Assert.True(server.Session.IsFinished(9));
        Assert.Equal((7, 7), (server.Tally.AllowedCount, server.Tally.Latencies.TotalCount));
        Assert.Equal(("INVALID_ARGUMENT", 1), (Assert.Single(server.Tally.Refusals).Key, server.Tally.Refusals.Values.Single()));
    }

    [Fact]
    public void Receive_StreamThatEnds_RefusesWhatIsUnanswered()
    {
        var server = new ServerSide(new StreamForm("+15550001111", Recipients.Range("+15551000000", 10)), new SessionLimits(1, 3), ServerSide.Closed(3));
        server.Settings().Send();

        server.Headers(1, true, ":status", "200", "grpc-status", "14").Send();

        Assert.Equal(3, server.Tally.Refusals["UNAVAILABLE"]);
        Assert.True(server.Session.IsFinished(0));
    }

    [Fact]
    public void Receive_StreamLimitInOpenLoop_LatencyCountsFromWhenDue()
    {
        // A thousand a second, one stream: the second is due after 1 ms, sent after 10, answered after 12.
        var schedule = new Load.Pacing.Schedule(0, ServerSide.Frequency, TimeSpan.Zero, null, 2, 1_000);
        var server = new ServerSide(ServerSide.Check, new SessionLimits(int.MaxValue, 1), schedule);
        server.Settings((StreamLimit, 1)).Send(0);
        server.Session.Fill(1_000);

        server.Answer(1, Allowed).Send(10_000);
        server.Answer(3, Allowed).Send(12_000);

        Assert.Equal(11.0, Percentiles.Of(server.Tally.Latencies).Max, 1);
        Assert.Equal(9.0, Percentiles.Of(server.Tally.Lateness).Max, 1);
    }

    [Fact]
    public void CallAndAnswer_InTheSteadyState_AllocateNothing()
    {
        var server = new ServerSide(ServerSide.Check, One, ServerSide.Closed(3_000));
        server.Settings().Window(0, 1_000_000).Send();
        var answer = new ServerSide(ServerSide.Check, One).Answer(1, Allowed).Bytes;
        var id = 1;
        Calls(1_000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Calls(1_000);

        // Not a byte a call; the runtime may take some for itself.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 999);
        Assert.Equal(2_000, server.Tally.AllowedCount);

        void Calls(int count)
        {
            for (var end = id + (2 * count); id < end; id += 2)
            {
                for (var frame = 0; frame < answer.Length;)
                {
                    var header = FrameHeader.Read(answer.AsSpan(frame));
                    (header with { StreamId = id }).Write(answer.AsSpan(frame));
                    frame += FrameHeader.Size + header.Length;
                }

                server.Session.Receive(answer, id);
                server.Session.Fill(id);
                server.Session.Out.Clear();
            }
        }
    }

    private static ServerSide Begun(int calls = 1, int streams = 1)
    {
        var server = new ServerSide(ServerSide.Check, new SessionLimits(streams, 1), ServerSide.Closed(calls));
        server.Settings().Send();
        server.Sent();
        return server;
    }
}
