using System.Data.Common;
using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Records;

namespace Consent.Storage.Numbers;

/// <summary>A database as the number plan is applied to it: on one connection, by one server at a time.</summary>
internal abstract class NumberPlanDatabase(DbConnection connection) : IDisposable
{
    private const string RecordKeysQuery = "SELECT record_key FROM consent_record WHERE record_key > @after ORDER BY record_key LIMIT @count";

    private const string FinishStatement =
        """
        INSERT INTO number_plan (turn, version, position)
        SELECT coalesce(max(turn), 0) + 1, @version, (SELECT coalesce(max(position), 0) FROM ledger) FROM number_plan
        """;

    // They are in the queue of the account that the number has now.
    private const string MoveReviewsStatement =
        """
        UPDATE consent_review
        SET record_key = @key,
            sender_number = (SELECT sender_number FROM consent_record WHERE consent_record.record_key = @key),
            account_id = coalesce(
                (SELECT sender.account_id FROM consent_record JOIN sender USING (sender_number) WHERE consent_record.record_key = @key),
                account_id)
        WHERE record_key = @older
        """;

    // As an opt-out of the record does.
    private const string SettleReviewsStatement =
        """
        UPDATE consent_review SET settled_position = (SELECT last_position FROM consent_record WHERE consent_record.record_key = @key)
        WHERE record_key = @key AND settled_position IS NULL
            AND EXISTS (SELECT 1 FROM consent_record WHERE consent_record.record_key = @key AND state = 2)
        """;

    /// <summary>Gets the database's clock.</summary>
    public Instant Now => new(Rows($"SELECT {NowExpression}", static row => row.GetInt64(0))[0]);

    protected abstract string NowExpression { get; }

    /// <summary>The versions by which it was merged, the last one first.</summary>
    public List<string> Versions() => Rows("SELECT version FROM number_plan ORDER BY turn DESC", static row => row.GetString(0));

    /// <summary>Keeps servers of other builds, which may be running, from writing under keys that are not canonical.</summary>
    public abstract void GuardKeys();

    /// <summary>The keys of records after one key, in their order.</summary>
    public List<string> RecordKeys(string after, int count) =>
        Rows(RecordKeysQuery, static row => row.GetString(0), ("@after", after), ("@count", count));

    public List<string> SenderNumbers() =>
        Rows("SELECT sender_number FROM sender ORDER BY last_position", static row => row.GetString(0));

    /// <summary>The scopes of imports for one number, which may be resumed.</summary>
    public List<string> ImportScopes() => Rows("SELECT DISTINCT scope FROM opt_out_import WHERE scope LIKE 'number:%'", static row => row.GetString(0));

    public void RespellImports(string scope, string canonical) => Execute(
        "UPDATE opt_out_import SET scope = @canonical WHERE scope = @scope", ("@scope", scope), ("@canonical", canonical));

    /// <summary>The keys of records with reviews.</summary>
    public HashSet<string> ReviewedKeys() => [.. Rows("SELECT DISTINCT record_key FROM consent_review", static row => row.GetString(0))];

    /// <summary>The states of records or senders; those without one are not among them.</summary>
    public abstract Dictionary<string, SpelledState> Read(string name, IReadOnlyCollection<string> keys);

    /// <summary>Writes records, and takes away the rows that became part of them, in one transaction.</summary>
    /// <param name="records">The records.</param>
    /// <param name="reviewed">The keys with reviews, which move along.</param>
    /// <returns>The keys of those that were written. The row of any other is not of the version that was read.</returns>
    public IReadOnlySet<string> WriteRecords(IReadOnlyCollection<Respelled> records, IReadOnlySet<string> reviewed) => InOneTransaction(() =>
    {
        var written = Upsert([.. records.Select(record => record.After)]);
        var done = records.Where(record => written.Contains(record.Key)).ToList();
        ForgetRecords(done.SelectMany(record => record.OlderKeys));
        foreach (var record in done.Where(record => record.OlderKeys.Append(record.Key).Any(reviewed.Contains)))
        {
            foreach (var older in record.OlderKeys.Where(reviewed.Contains))
            {
                Execute(MoveReviewsStatement, ("@key", record.Key), ("@older", older));
            }

            Execute(SettleReviewsStatement, ("@key", record.Key));
        }

        return written;
    });

    /// <summary>Writes a sender, and takes away the rows of its older numbers, in one transaction.</summary>
    /// <returns>Whether it was written. Otherwise its row is not of the version that was read.</returns>
    public bool WriteSender(string number, StateRow after, IReadOnlyCollection<string> older) => InOneTransaction(() =>
    {
        if (Upsert([after]).Count == 0)
        {
            return false;
        }

        foreach (var spelling in older)
        {
            Execute("DELETE FROM sender WHERE sender_number = @older", ("@older", spelling));
            Execute(
                "INSERT INTO sender_spelling (spelling, sender_number) VALUES (@older, @number) ON CONFLICT (spelling) DO NOTHING",
                ("@older", spelling),
                ("@number", number));
        }

        return true;
    });

    public void Dispose() => connection.Dispose();

    /// <summary>Keeps the version by which all is merged now.</summary>
    public virtual void Finish(string version) => Execute(FinishStatement, ("@version", version));

    /// <summary>Writes states whose row is of the version that was read.</summary>
    /// <returns>Their keys.</returns>
    protected abstract IReadOnlySet<string> Upsert(IReadOnlyList<StateRow> rows);

    protected abstract void ForgetRecords(IEnumerable<string> keys);

    protected virtual DbTransaction Begin() => connection.BeginTransaction();

    /// <summary>Reads rows of a key, a service, a state, a version and a position.</summary>
    protected Dictionary<string, SpelledState> ReadStates(string query, params ReadOnlySpan<(string Name, object? Value)> parameters) => Rows(
        query,
        static row => KeyValuePair.Create(row.GetString(0), new SpelledState(
            row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetInt32(3), row.IsDBNull(4) ? null : row.GetInt64(4))),
        parameters).ToDictionary();

    protected List<T> Rows<T>(string query, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(query, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    protected void Execute(string statement, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(statement, parameters);
        command.ExecuteNonQuery();
    }

    protected T InOneTransaction<T>(Func<T> work)
    {
        using var transaction = Begin();
        var result = work();
        transaction.Commit();
        return result;
    }

    private DbCommand Command(string statement, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = statement;
        command.Bind(parameters);
        return command;
    }
}

/// <summary>A state under one spelling of a number.</summary>
/// <param name="ServiceId">The service that it belongs to.</param>
/// <param name="Payload">The state as JSON.</param>
/// <param name="Version">The version of its row.</param>
/// <param name="LastPosition">The position of its last entry; null for a state that became part of another one's.</param>
internal sealed record SpelledState(string ServiceId, byte[] Payload, int Version, long? LastPosition);

/// <summary>A record under its canonical key.</summary>
/// <param name="Key">The canonical key.</param>
/// <param name="OlderKeys">The keys whose records become part of it.</param>
/// <param name="After">The record to write.</param>
internal sealed record Respelled(string Key, List<string> OlderKeys, StateRow After);
