using System.Globalization;
using Consent.Core.Numbers;
using Consent.Storage.Database;
using Consent.Storage.Numbers;
using Consent.Storage.Records;
using Npgsql;

namespace Consent.Storage.Postgres;

/// <summary>PostgreSQL, as the number plan is applied to it. Servers of the build before may be running.</summary>
internal sealed class PostgresNumberPlan(NpgsqlConnection connection) : NumberPlanDatabase(connection)
{
    // One look-up for each, however many the planner expects.
    private const string ReadStatement =
        """
        SELECT key, ServiceId, PayloadBinary, Version,
            CASE @name WHEN 'sender' THEN (SELECT last_position FROM sender WHERE sender_number = substr(key, length('sender:') + 1))
                ELSE (SELECT last_position FROM consent_record WHERE record_key = key) END
        FROM unnest(@keys) AS key CROSS JOIN LATERAL
            (SELECT ServiceId, PayloadBinary, Version FROM OrleansStorage
             WHERE GrainIdExtensionString = key AND GrainTypeString = @name OFFSET 0) AS stored
        """;

    // A server of another build takes a spelling for a customer or a sender of its own. Its write is left out, which it finds to be a
    // conflict: its caller asks again, and reaches a server that knows better sooner or later. Prefixes of one length are looked up in
    // one step: a regular expression of them all costs more than the write.
    private static readonly string GuardStatement =
        $"""
        CREATE OR REPLACE TRIGGER OrleansStorage_keeps_canonical_keys BEFORE INSERT OR UPDATE ON OrleansStorage FOR EACH ROW
            WHEN (NEW.GrainTypeString IN ('consent', 'sender')
                AND ({IsOlder("split_part(NEW.GrainIdExtensionString, '/+', 2)")}
                    OR {IsOlder("split_part(split_part(NEW.GrainIdExtensionString, '/', 1), ':+', 2)")}))
            EXECUTE FUNCTION leave_out()
        """;

    protected override string NowExpression => Dialect.PostgresNow;

    // The lock on the table waits for writes under way, so whatever is read afterwards under an older key stays as it is.
    public override void GuardKeys() => Execute(GuardStatement);

    public override Dictionary<string, SpelledState> Read(string name, IReadOnlyCollection<string> keys) =>
        ReadStates(ReadStatement, ("@name", name), ("@keys", keys.ToArray()));

    protected override IReadOnlySet<string> Upsert(IReadOnlyList<StateRow> rows) => GroupStatement.Run(connection, rows);

    protected override void ForgetRecords(IEnumerable<string> keys) =>
        Execute("DELETE FROM consent_record WHERE record_key = ANY (@keys)", ("@keys", keys.ToArray()));

    // Digits that are no number have no such length, or no such prefix.
    private static string IsOlder(string number) =>
        $"CASE length({number}) {string.Join(' ', Renumberings.All.GroupBy(row => row.Digits).Select(rows => Case(number, rows)))} ELSE false END";

    private static string Case(string number, IGrouping<int, Renumbering> rows)
    {
        var prefixes = rows.GroupBy(row => row.OldPrefix.Length, row => row.OldPrefix).Select(same =>
            string.Create(CultureInfo.InvariantCulture, $"left({number}, {same.Key}) = ANY ('{{{string.Join(',', same)}}}')"));
        return string.Create(CultureInfo.InvariantCulture, $"WHEN {rows.Key} THEN {string.Join(" OR ", prefixes)}");
    }
}
