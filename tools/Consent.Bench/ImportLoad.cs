using System.Diagnostics;
using System.Globalization;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Storage.Database;
using Consent.Storage.Exports;
using Consent.Storage.Imports;
using Consent.Storage.Postgres;
using Consent.Storage.Sqlite;
using Consent.V1;
using Grpc.Net.Client;
using ImportRow = Consent.V1.ImportRow;
using ImportRows = Consent.V1.ImportRows;

namespace Consent.Bench;

/// <summary>An import and an export through a running server, and bare inserts and a bare SELECT of as many rows, in one run.</summary>
internal static class ImportLoad
{
    private const int RowsAtOnce = 1_000;
    private const string Sender = "+15550001111";

    /// <summary>Through a server, beside bare multi-row inserts, into a file with the same durability, of the rows that the import has left.</summary>
    public static async Task ImportAsync(Uri address, FileInfo served, FileInfo file, int count, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            await TimeAsync("import", count, () => RunAsync(address, count));
            using var bare = BareImport.Create(file, served);
            var rows = bare.Read(count);
            await TimeAsync("bare-rows", count, () => Task.Run(() => bare.Insert(rows)));
            await TimeAsync("bare-copy", count, () => Task.Run(() => bare.Copy(count)));
            await TimeAsync("bare-table", count, () => Task.Run(() => bare.InsertIntoTable(count)));
        }
    }

    /// <summary>Through a server, beside a bare SELECT of the same columns from the server's own file.</summary>
    public static async Task ExportAsync(Uri address, FileInfo file, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var rows = 0;
            await TimeAsync("bare-select", null, () => Task.Run(() => rows = SelectBare(file)));
            await TimeAsync("export", rows, async () => rows -= await ExportAsync(address));
            if (rows != 0)
            {
                throw new InvalidOperationException($"{rows} rows are missing.");
            }
        }
    }

    /// <summary>In this process, past gRPC and the acknowledgement: what the database makes of an import.</summary>
    public static async Task StorageAsync(string? postgres, FileInfo file, int count)
    {
        if (postgres is not null)
        {
            await using var database = PostgresDatabase.Open(postgres);
            await WriteAsync(new PostgresImportDatabase(database.Source), count);
            await ReadAsync(new RecordExport(new ConsentDatabase(StorageProvider.PostgreSQL, database.Source)));
            return;
        }

        BareImport.Delete(file);
        using var sqlite = SqliteDatabase.Open($"Data Source={file.FullName}");
        await using var commit = new SqliteGroupCommit(sqlite.Source, TimeProvider.System);
        await WriteAsync(new SqliteImportDatabase(sqlite.Source, commit), count);
        await ReadAsync(new RecordExport(new ConsentDatabase(StorageProvider.Sqlite, sqlite.Source)));
        await TimeAsync("bare-select", count, () => Task.Run(() => SelectBare(file)));
    }

    private static Task WriteAsync(IImportDatabase database, int count) => TimeAsync("storage-import", count, async () =>
    {
        using var writer = new ImportWriter(database, "consent");
        var run = Guid.NewGuid().ToString("N");
        var first = Random.Shared.NextInt64(1_000_000_000);
        Task before = Task.CompletedTask;
        foreach (var some in Enumerable.Range(0, count).Chunk(RowsAtOnce))
        {
            var entered = before;
            Storage.Imports.ImportRow[] rows = [.. some.Select(row => Row(run, PhoneNumber.Parse($"+1{2_000_000_000 + first + row}")))];
            var entering = Task.Run(() => writer.WriteAsync(rows, entered, default));
            await entered;
            before = entering;
        }

        await before;
    });

    private static Task ReadAsync(RecordExport export) => TimeAsync("storage-export", null, async () =>
    {
        var rows = 0;
        await foreach (var part in export.ReadAsync(new ExportFilter(), RowsAtOnce, default))
        {
            rows += part.Records.Count;
        }
    });

    private static Storage.Imports.ImportRow Row(string run, PhoneNumber customer) => new(
        RecordKey.ForNumber(SenderNumber.Parse(Sender), customer),
        new ConsentEvent
        {
            Kind = EventKind.OptOut,
            Id = ImportRules.IdOf(run, customer),
            Source = Core.Records.ConsentSource.Import,
            ArrivedAt = Instant.From(TimeProvider.System.GetUtcNow()),
            GivenAt = Instant.From(TimeProvider.System.GetUtcNow()),
            Sender = SenderNumber.Parse(Sender),
            Matched = "STOP",
        });

    /// <summary>One import, as a client does it.</summary>
    public static async Task RunAsync(Uri address, int count)
    {
        using var channel = GrpcChannel.ForAddress(address);
        using var call = new ConsentLedger.ConsentLedgerClient(channel).ImportOptOuts();
        var recorded = 0L;
        var answers = Task.Run(async () =>
        {
            while (await call.ResponseStream.MoveNext(default))
            {
                recorded = call.ResponseStream.Current.RowsRecorded;
            }
        });
        await call.RequestStream.WriteAsync(new ImportOptOutsRequest
        {
            Header = new ImportHeader { ImportId = Guid.NewGuid().ToString("N"), SenderNumber = Sender },
        });
        var first = Random.Shared.NextInt64(1_000_000_000);
        foreach (var some in Enumerable.Range(0, count).Chunk(RowsAtOnce))
        {
            var part = new ImportRows();
            part.Rows.Add(some.Select(row => new ImportRow { CustomerNumber = $"+1{2_000_000_000 + first + row}", Keyword = "STOP" }));
            await call.RequestStream.WriteAsync(new ImportOptOutsRequest { Rows = part });
        }

        await call.RequestStream.CompleteAsync();
        await answers;
        _ = recorded == count ? true : throw new InvalidOperationException($"{recorded} rows of {count} were recorded.");
    }

    private static async Task<int> ExportAsync(Uri address)
    {
        using var channel = GrpcChannel.ForAddress(address);
        using var call = new ConsentLedger.ConsentLedgerClient(channel).ExportConsents(new ExportConsentsRequest());
        var rows = 0;
        while (await call.ResponseStream.MoveNext(default))
        {
            rows += call.ResponseStream.Current.Records.Count;
        }

        return rows;
    }

    private static int SelectBare(FileInfo file)
    {
        using var source = SqliteDataSource.Create($"Data Source={file.FullName}");
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT sender_number, account_id, customer_number, state, changed_at, source, keyword, revision FROM consent_record";
        using var reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        var rows = 0;
        while (reader.Read())
        {
            rows += reader.GetValues(values) > 0 ? 1 : 0;
        }

        return rows;
    }

    private static async Task TimeAsync(string name, int? rows, Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name} {seconds:F3} s{(rows is { } count ? $" {count / seconds:F0}/s" : "")}"));
    }
}
