namespace Consent.Torture.Workload;

/// <summary>Imports opt-outs: of new customers, and of those who text meanwhile. Some imports are broken off, and run again.</summary>
internal sealed class ImportCaller(Caller caller, Market market, Recorder recorder)
{
    private const int NewRows = 20;
    private const int BrokenOffEvery = 3;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(15);

    public Task RunAsync(TimeSpan pace, CancellationToken end) => Pace.EachAsync(pace, ImportAsync, end);

    private async Task ImportAsync()
    {
        var (business, sender, _) = caller.Draw(market.AnyPair);
        var areNew = caller.Draw(2) == 0;
        var customers = areNew ? [.. Enumerable.Range(0, NewRows).Select(_ => Wire.NewCustomer())] : business.Customers;
        var header = new ImportHeader { ImportId = $"import {Wire.NewId()}", Actor = caller.Name, Evidence = "file" };
        if (business.Account is null || caller.Draw(2) == 0)
        {
            header.SenderNumber = sender;
        }
        else
        {
            header.AccountId = business.Account;
        }

        var began = HistoryClock.Now;
        var isBrokenOff = caller.Draw(BrokenOffEvery) == 0;
        await Attempts.UntilAsync(async () =>
        {
            var isTold = await ImportAsync(header, customers, areNew, began, isBrokenOff);
            isBrokenOff = false;
            return isTold;
        });
        if (areNew)
        {
            business.Import(customers);
        }
    }

    // A row without a time is dated by when the import was first begun.
    private async Task<bool> ImportAsync(ImportHeader header, IReadOnlyList<string> customers, bool areNew, long began, bool isBrokenOff)
    {
        var server = caller.Next();
        var called = HistoryClock.Now;
        WriteAnswer? answer = null;
        Refusal? refused = null;
        try
        {
            answer = await CallAsync(server, header, customers, areNew, isBrokenOff);
        }
        catch (RpcException e)
        {
            refused = Caller.Refused(e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException)
        {
            // Ended while it was written to; how is not told.
        }

        foreach (var customer in customers)
        {
            recorder.Add(new WriteAttempt
            {
                Kind = WriteKind.ImportedRow,
                Id = $"{header.ImportId}/{Spellings.Older(customer)}",
                Client = caller.Name,
                Server = server.Index,
                Roams = caller.Roams,
                Called = called,
                Returned = HistoryClock.Now,
                Sender = header.HasSenderNumber ? header.SenderNumber : null,
                Account = header.HasAccountId ? header.AccountId : null,
                Customer = customer,
                GivenAt = began,
                Acknowledged = answer,
                Refused = refused,
            });
        }

        return answer is not null;
    }

    private async Task<WriteAnswer?> CallAsync(
        Server server, ImportHeader header, IReadOnlyList<string> customers, bool areNew, bool isBrokenOff)
    {
        using var call = server.Ledger.ImportOptOuts(deadline: caller.Deadline(Deadline));
        await call.RequestStream.WriteAsync(new ImportOptOutsRequest { Header = header });
        foreach (var part in customers.Chunk(1 + customers.Count / 2))
        {
            var rows = part.Select(customer => new ImportRow { CustomerNumber = Spellings.Older(customer) });
            await call.RequestStream.WriteAsync(new ImportOptOutsRequest { Rows = new ImportRows { Rows = { rows } } });
            if (isBrokenOff)
            {
                return null;
            }
        }

        await call.RequestStream.CompleteAsync();
        ImportOptOutsResponse? told = null;
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
            told = call.ResponseStream.Current;
        }

        return told is { Done: true } ? new WriteAnswer { Effect = EffectOf(told, customers.Count, areNew) } : null;
    }

    // Only who is written about by nobody else is sure to be opted out by the row.
    private static Effect EffectOf(ImportOptOutsResponse told, int rows, bool areNew) =>
        !areNew ? Effect.Unsaid
        : told.RowsRecorded == rows ? Effect.Applied
        : told.RowsUnchanged == rows ? Effect.Unchanged
        : Effect.Unsaid;
}
