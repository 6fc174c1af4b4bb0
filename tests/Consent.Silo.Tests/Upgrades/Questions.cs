using Consent.V1;
using Google.Protobuf;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>What a server is asked after <see cref="Story"/>. None of it changes anything.</summary>
internal static class Questions
{
    /// <summary>All of them, for a ledger that ends at a position.</summary>
    public static IEnumerable<IMessage[]> All(long end) =>
    [
        .. Repetitions(), .. Checks(), .. Statuses(end), .. Histories(), .. Registry(),
        [new ExportConsentsRequest()],
        [new ExportConsentsRequest { AccountId = Story.Acme, State = ConsentState.OptedOut }],
        [new ListSealsRequest { PageSize = 1_000 }],
        [new VerifyLedgerRequest()],
    ];

    // A reply that no message used expires, so only used ones are asked for again.
    private static IEnumerable<IMessage[]> Repetitions() =>
        Story.FirstRun.Concat(Story.SecondRun).Where(request => request[0] is not (PutAccountRequest or PutSenderRequest));

    private static IEnumerable<IMessage[]> Checks()
    {
        foreach (var sender in Story.Senders)
        {
            yield return [new BatchCheckSendRequest { SenderNumber = sender, CustomerNumbers = { Story.Customers } }];
        }

        foreach (var customer in Story.Customers)
        {
            yield return [new CheckSendRequest { SenderNumber = Story.AcmeEngage, CustomerNumber = customer }];
            yield return [new CheckSendRequest { SenderNumber = Story.ManualStandard, CustomerNumber = customer, Channel = Channel.Email }];
            yield return [new SelectSenderRequest
            {
                AccountId = Story.Acme, CustomerNumber = customer, PreferredSenderNumber = Story.AcmeOtherEngage,
            }];
        }
    }

    private static IEnumerable<IMessage[]> Statuses(long end)
    {
        foreach (var customer in Story.Customers)
        {
            yield return [new GetStatusRequest { AccountId = Story.Acme, CustomerNumber = customer }];
            yield return [new GetStatusRequest { SenderNumber = Story.AcmeStandard, CustomerNumber = customer }];
        }

        for (var position = 1L; position <= end; position++)
        {
            yield return [new GetStatusRequest
            {
                SenderNumber = Story.AcmeEngage, CustomerNumber = Story.Customer(1), AsOfPosition = position,
            }];
        }
    }

    private static IEnumerable<IMessage[]> Histories()
    {
        foreach (var customer in Story.Customers)
        {
            yield return [new GetHistoryRequest { CustomerNumber = customer, PageSize = 1_000 }];
        }

        var one = Story.Customer(14);
        yield return [new GetHistoryRequest { CustomerNumber = one, AccountId = Story.Acme, IncludeAccountChanges = true }];
        yield return [new GetHistoryRequest { CustomerNumber = one, SenderNumber = Story.AcmeEngage, IncludeAccountChanges = true }];
        yield return [new GetHistoryRequest { CustomerNumber = Story.Customer(6), IncludeAccountChanges = true }];
        yield return [new GetHistoryRequest { CustomerNumber = Story.Customer(5), IncludeAccountChanges = true }];
    }

    private static IEnumerable<IMessage[]> Registry() =>
    [
        [new ListAccountsRequest()],
        .. Story.Accounts.Select(account => new IMessage[] { new ListSendersRequest { AccountId = account } }),
    ];
}
