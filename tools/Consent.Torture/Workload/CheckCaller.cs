namespace Consent.Torture.Workload;

/// <summary>
/// Asks whether messages may go out, one at a time or in batches, whatever becomes of the answers: so that a server which pauses has questions
/// waiting when it goes on.
/// </summary>
internal sealed class CheckCaller(Caller caller, Market market, Recorder recorder)
{
    private const int MaxWaiting = 64;
    private const int BatchEvery = 8;
    private const int PatientEvery = 5;

    private static readonly TimeSpan Impatient = TimeSpan.FromSeconds(2);

    public async Task RunAsync(TimeSpan pace, CancellationToken end)
    {
        using var room = new Room(MaxWaiting);
        await Pace.EachAsync(pace, () => room.TryBeginAsync(AskAsync), end);
        await room.EmptyAsync();
    }

    private async Task AskAsync()
    {
        var server = caller.Next();
        var deadline = caller.Deadline(caller.Draw(PatientEvery) == 0 ? Wire.Deadline : Impatient);
        recorder.Ask(server);
        await (caller.Draw(BatchEvery) == 0 ? AskBatchAsync(server, deadline) : AskOneAsync(server, deadline));
    }

    private async Task AskOneAsync(Server server, DateTime deadline)
    {
        var (_, sender, customer) = caller.Draw(market.AnyPair);
        var question = new CheckSendRequest { SenderNumber = sender, CustomerNumber = Spellings.Any(customer) };
        recorder.Add(await Caller.AskAsync(server, caller.Check(server, sender, customer), question, deadline));
    }

    private async Task AskBatchAsync(Server server, DateTime deadline)
    {
        var (business, sender, customer) = caller.Draw(market.AnyPair);
        string[] customers = [customer, .. business.Customers, .. business.Imported];
        var checks = customers
            .Select((each, index) => caller.Check(server, sender, each) with { Form = CheckForm.Batch, Item = index })
            .ToList();
        var called = HistoryClock.Now;
        try
        {
            var question = new BatchCheckSendRequest { SenderNumber = sender, CustomerNumbers = { customers.Select(Spellings.Any) } };
            var answer = await server.Authority.BatchCheckSendAsync(question, deadline: deadline);
            var returned = HistoryClock.Now;
            var reasons = answer.Exceptions.ToDictionary(each => each.Index, each => each.Reason);
            foreach (var check in checks)
            {
                recorder.Add(check with
                {
                    Called = called,
                    Returned = returned,
                    Decision = answer.Decisions[check.Item],
                    Reason = reasons.TryGetValue(check.Item, out var reason) ? reason : null,
                    Position = answer.LedgerPosition,
                });
            }
        }
        catch (RpcException e)
        {
            var refused = Caller.Refused(e);
            foreach (var check in checks)
            {
                recorder.Add(check with { Called = called, Returned = HistoryClock.Now, Refused = refused });
            }
        }
    }
}
