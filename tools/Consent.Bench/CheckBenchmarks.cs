using BenchmarkDotNet.Attributes;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grpc.Checks;
using Consent.Grpc.Notices;
using Consent.Roster.Clocks;
using Consent.Roster.Freshness;
using Consent.Roster.Memory;
using Consent.Storage.Ledger;
using Consent.Storage.Replicas;
using Consent.V1;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace Consent.Bench;

/// <summary>The pieces of a check that is answered from memory, over a million records: all that is ours between gRPC's two ends.</summary>
[MemoryDiagnoser]
public class CheckBenchmarks
{
    private const int Records = 1_000_000;
    private const long FirstCustomer = 12_000_000_000;

    // So many that they are not all in the processor's cache, as a campaign's are not; a power of two.
    private const int Asked = 1 << 16;

    private static readonly SenderNumber Sender = SenderNumber.Parse("+15550001111");

    private readonly PhoneNumber[] _blocked = Numbers(FirstCustomer, Records / Asked);
    private readonly PhoneNumber[] _allowed = Numbers(FirstCustomer + Records, 1);
    private readonly byte[][] _requests;
    private readonly byte[] _response = new byte[64];

    private readonly ReplicaRoster _roster = new();
    private readonly FreshnessGate _gate;
    private readonly CheckSendHandler _checks;
    private int _next;

    public CheckBenchmarks()
    {
        var clock = new ReplicaClock(TimeProvider.System);

        // Nobody polls here: what is fresh stays so.
        _gate = new FreshnessGate(clock, Options.Create(new FreshnessOptions { MaxStaleness = TimeSpan.FromDays(1) }), new PollRequests());
        _checks = new CheckSendHandler(_gate, replies: null!, new Notice(Options.Create(new NoticeOptions())));
        for (var index = 0; index < Records; index++)
        {
            var standing = new Standing(Core.Records.ConsentState.OptedOut, Core.Records.ConsentSource.InboundSms, true, new Instant(1_767_323_045_678), index + 1);
            _roster.Load(new RosterRecord(RecordKey.ForNumber(Sender, Number(FirstCustomer + index)), standing));
        }

        _roster.Loaded(new LoadedLedger("bench", new LedgerPoint(Records, 1)));
        _roster.BecomeFresh(clock.Now());
        _gate.Use(_roster);
        _requests = [.. _allowed.Select(customer =>
            new CheckSendRequest { SenderNumber = Sender.ToString(), CustomerNumber = customer.ToString() }.ToByteArray())];
    }

    [Benchmark]
    public SendDecision RosterAllowed() => _roster.FindPair(Sender, _allowed[Next()]).Decide();

    [Benchmark]
    public SendDecision RosterBlocked() => _roster.FindPair(Sender, _blocked[Next()]).Decide();

    [Benchmark]
    public bool GatePass() => _gate.TryPass(out _);

    /// <summary>A request's bytes, the service's whole method, the response's bytes.</summary>
    [Benchmark]
    public int RequestToResponse()
    {
        var request = CheckSendRequest.Parser.ParseFrom(_requests[Next()]);

        // Bounded, a check looks at nothing of its call.
        var response = _checks.CheckAsync(request, context: null!).GetAwaiter().GetResult();
        var size = response.CalculateSize();
        response.WriteTo(_response.AsSpan(0, size));
        return size;
    }

    private static PhoneNumber[] Numbers(long first, int apart) =>
        [.. Enumerable.Range(0, Asked).Select(index => Number(first + ((long)index * apart)))];

    private static PhoneNumber Number(long number) => PhoneNumber.Parse(string.Create(CultureInfo.InvariantCulture, $"+{number}"));

    private int Next() => _next = (_next + 1) & (Asked - 1);
}
