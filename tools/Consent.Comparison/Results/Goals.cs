namespace Consent.Comparison.Results;

internal enum Better
{
    Higher,
    Lower,
}

/// <summary>What is to be reached, and the figure that says whether it is.</summary>
/// <param name="What">In words.</param>
/// <param name="Key">The figure.</param>
/// <param name="Wanted">Whether the figure is to be at least, or at most, the limit.</param>
/// <param name="Limit">In the figure's unit.</param>
/// <param name="IsStrict">Whether the limit itself is already too much.</param>
internal sealed record Goal(string What, string Key, Better Wanted, double Limit, bool IsStrict = false)
{
    public bool IsReached(double value) => Wanted == Better.Higher ? value >= Limit : IsStrict ? value < Limit : value <= Limit;
}

/// <summary>The goals, in the order in which they are reported.</summary>
internal static class Goals
{
    /// <summary>Whatever was kept of a recipient would take eight bytes or more; a heap is never twice the same to the byte.</summary>
    private const double Nothing = 1;

    public static readonly IReadOnlyList<Goal> All =
    [
        new("checks a second, against the build before", "before/check/now to before/rate", Better.Higher, 0.97),
        new("the same on streams", "before/stream/now to before/rate", Better.Higher, 0.97),
        new("the same in batches", "before/batch/now to before/rate", Better.Higher, 0.97),
        new("STOPs a second, against the build before", "before/stop/now to before/rate", Better.Higher, 0.97),
        new("a STOP with three servers, against the build before: PostgreSQL's processor", "stops/now to before/store cpu", Better.Lower, 0.5),
        new("the same: the servers' processor", "stops/now to before/server cpu", Better.Lower, 0.65),
        new("the same, 85 STOPs and 1,000 checks a second each: acknowledgement p50", "stops/steady/now to before/p50", Better.Lower, 0.6),
        new("the same: acknowledgement p99", "stops/steady/now to before/p99", Better.Lower, 0.6),
        new("RecordInbound with three servers, against the bare statement of PostgreSQL: rate", "stops/now to bare/rate", Better.Higher, 1),
        new("transactions for a STOP with one server, two callers", "transactions/1 server/transactions", Better.Lower, 2),
        new("the same with sixteen, against one", "transactions/16 servers to 1/transactions", Better.Lower, 1.2),
        new("checks with an API key, limits and a role, against none of them: rate", "access/check/key to off/rate", Better.Higher, 0.92),
        new("the same with a token (JWT)", "access/check/token to off/rate", Better.Higher, 0.92),
        new("CheckSend, allowed, against Health/Check: rate", "calls/allowed to health/rate", Better.Higher, 0.9),
        new("CheckSend, blocked, against Health/Check: rate", "calls/blocked to health/rate", Better.Higher, 0.9),
        new("CheckSend of a registered sender, against one that is not: processor", "calls/registered to not/server cpu", Better.Lower, 1.05),
        new("SelectSender over ten senders, against CheckSend: rate", "calls/select to registered/rate", Better.Higher, 0.8),
        new("StreamCheckSend against single CheckSend, one connection", "calls/stream to single, one connection/rate", Better.Higher, 2),
        new("single CheckSend, cold recipients, most opt-outs loaded, against empty: rate",
            "scale/largest/ours to empty/rate", Better.Higher, 0.95),
        new("the same: p99", "scale/largest/ours to empty/p99", Better.Lower, 1.2),
        new("campaign in batches, against grain", "campaign/batch/ours to grain/rate", Better.Higher, 100),
        new("campaign in single checks, against redis", "campaign/single/ours to redis/rate", Better.Higher, 1.2),
        new("campaign in single checks, against postgres", "campaign/single/ours to postgres/rate", Better.Higher, 2.5),
        new("campaign in single checks, against grain", "campaign/single/ours to grain/rate", Better.Higher, 5),
        new("campaign in batches, against redis", "campaign/batch/ours to redis/rate", Better.Higher, 1.5),
        new("campaign in batches, against postgres", "campaign/batch/ours to postgres/rate", Better.Higher, 3),
        new("p99 at 60% load with 100 STOPs a second", "steady/60%/check/p99", Better.Lower, 5, IsStrict: true),
        new("p99.9 at 60% load with 100 STOPs a second", "steady/60%/check/p99.9", Better.Lower, 10, IsStrict: true),
        new("memory per opted-out pair, most opt-outs loaded", "scale/largest/heap per pair", Better.Lower, 48),
        new("whole process at the most, most opt-outs loaded", "scale/largest/resident at the most", Better.Lower, 1_200, IsStrict: true),
        new("memory per recipient asked about without a record (0, but for the heap's own changes)",
            "campaign/single/ours/heap per recipient", Better.Lower, Nothing, IsStrict: true),
        new("RecordInbound against bare rows, SQLite: rate", "calls/stop to bare/rate", Better.Higher, 0.5),
        new("RecordInbound against the bare statement, PostgreSQL, one server: rate", "cluster/1 server/stop to bare/rate", Better.Higher, 0.5),
        new("the same with three servers", "cluster/3 servers/stop to bare/rate", Better.Higher, 0.5),
        new("Strict against Bounded, 64 callers: rate", "cluster/strict to bounded/rate", Better.Higher, 0.5),
        new("Strict, 64 callers: p99", "cluster/strict/p99", Better.Lower, 10, IsStrict: true),
        new("import", "ledger/alone/import/rate", Better.Higher, 20_000),
        new("verifying a ledger on SQLite: 50,000 entries a second are a million in 20 s", "ledger/alone/verify/rate", Better.Higher, 50_000),
        new("200 watchers, 50 writes a second: p99 after the acknowledgement", "ledger/200 watchers/watch 50/p99", Better.Lower, 100),
        new("RecordInbound, 100 a second, while an import runs: p99", "ledger/beside import/stop/p99", Better.Lower, 250),
        new("CheckSend at 30% while an import runs, against none: p99", "ledger/beside import to none/check/p99", Better.Lower, 1.5),
        new("allocations per allowed CheckSend, beyond those of empty", "micro/allocated/ours beyond empty", Better.Lower, 0),
        new("loading the roster, most opt-outs, against a bare read of the rows", "scale/largest/load to bare read", Better.Lower, 2, IsStrict: true),
        new("a storm's STOPs that were acknowledged and block, of all", "steady/storm/acknowledged", Better.Higher, 1),
    ];
}
