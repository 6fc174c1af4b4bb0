using Consent.Silo.Tests.Servers;
using Consent.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using static Consent.V1.MessagePurpose;

namespace Consent.Silo.Tests.Scopes;

/// <summary>A business with two ordinary and two Engage numbers, and one customer of its, who says something every ten minutes.</summary>
internal sealed class Shop(ServerProcess server, int number)
{
    private static readonly MessagePurpose[] Purposes =
        [Unspecified, AutomatedNotification, OneOff, EstimateLink, InvoiceLink, Campaign, OptInConfirmation];

    private DateTimeOffset _now = TimeProvider.System.GetUtcNow().AddDays(-1);
    private int _events;

    public string Id => $"shop-{number}";

    public string Ordinary => Sender(0);

    public string OtherOrdinary => Sender(1);

    public string Engage => Sender(2);

    public string OtherEngage => Sender(3);

    /// <summary>Gets a sender that nobody can text.</summary>
    public string Name => $"SHOP-{number}";

    public string[] Senders => [Ordinary, OtherOrdinary, Engage, OtherEngage];

    private string Customer => $"+1555{8_000_000 + number}";

    /// <summary>Registers it, as an operator does.</summary>
    public async Task<Shop> OpenAsync()
    {
        await server.Registry.PutAccountAsync(new PutAccountRequest
        {
            Account = new Account { AccountId = Id, DisplayName = "Acme Plumbing", ProductName = "Acme CRM" },
        });
        foreach (var sender in Senders)
        {
            await server.Registry.PutSenderAsync(new PutSenderRequest
            {
                Sender = new Sender
                {
                    SenderNumber = sender,
                    AccountId = Id,
                    Kind = sender == Ordinary || sender == OtherOrdinary ? SenderKind.Standard : SenderKind.Engage,
                },
            });
        }

        return this;
    }

    /// <summary>Registers <see cref="Name"/>, which customers reply to by that number.</summary>
    public async Task<Sender> NameAsync(string replyNumber) => await server.Registry.PutSenderAsync(new PutSenderRequest
    {
        Sender = new Sender { SenderNumber = Name, AccountId = Id, Kind = SenderKind.Engage, ReplyNumber = replyNumber },
    });

    /// <summary>Changes the account, and reads it again.</summary>
    public async Task<Account> ChangeAsync(Action<Account> change)
    {
        var account = await server.Registry.GetAccountAsync(new GetAccountRequest { AccountId = Id });
        change(account);
        await server.Registry.PutAccountAsync(new PutAccountRequest { Account = account });
        return await server.Registry.GetAccountAsync(new GetAccountRequest { AccountId = Id });
    }

    public async Task<RecordInboundResponse> TextAsync(string sender, string body) =>
        await server.Authority.RecordInboundAsync(new RecordInboundRequest
        {
            SenderNumber = sender,
            CustomerNumber = Customer,
            Body = body,
            MessageId = NextId(),
            ReceivedAt = Next(),
        });

    /// <summary>The texts that wait for a person's review.</summary>
    public async Task<IReadOnlyList<Review>> ReviewsAsync() =>
        (await server.Reviews.ListReviewsAsync(new ListReviewsRequest { AccountId = Id, State = ReviewState.Open })).Reviews;

    /// <summary>A person decides what a text meant.</summary>
    public async Task<Review> ResolveAsync(long position, ReviewVerdict verdict) =>
        await server.Reviews.ResolveReviewAsync(new ResolveReviewRequest
        {
            Position = position, AccountId = Id, Verdict = verdict, Actor = "anna", IdempotencyKey = NextId(),
        });

    /// <summary>What an application shows of the customer, towards the account as a whole.</summary>
    public async Task<GetStatusResponse> StatusAsync() =>
        await server.Authority.GetStatusAsync(new GetStatusRequest { AccountId = Id, CustomerNumber = Customer });

    /// <summary>An operator unchecks SMS.</summary>
    public async Task<RecordOptOutResponse> UncheckAsync() => await server.Authority.RecordOptOutAsync(new RecordOptOutRequest
    {
        AccountId = Id,
        CustomerNumber = Customer,
        Source = ConsentSource.Operator,
        Actor = "operator-7",
        IdempotencyKey = NextId(),
        OccurredAt = Next(),
    });

    /// <summary>The customer opts out of one sender, on the phone.</summary>
    public async Task<RecordOptOutResponse> OptOutOfAsync(string sender) =>
        await server.Authority.RecordOptOutAsync(new RecordOptOutRequest
        {
            SenderNumber = sender,
            CustomerNumber = Customer,
            Source = ConsentSource.PhoneCall,
            IdempotencyKey = NextId(),
            OccurredAt = Next(),
        });

    /// <summary>The customer asks to be texted again by one sender, in a web form.</summary>
    public async Task<ReactivateResponse> AskByFormAsync(string sender) =>
        await server.Authority.ReactivateAsync(new ReactivateRequest
        {
            SenderNumber = sender,
            CustomerNumber = Customer,
            Source = ConsentSource.WebForm,
            Actor = "web-shop",
            Evidence = "form 12",
            IdempotencyKey = NextId(),
            RequestedAt = Next(),
        });

    /// <summary>How the customer can be texted again by one sender.</summary>
    public async Task<string> HintAsync(string sender) => (await server.Authority.GetStatusAsync(
        new GetStatusRequest { SenderNumber = sender, CustomerNumber = Customer })).ResubscribeHint;

    /// <summary>An operator checks it again: how that is refused.</summary>
    public async Task<RpcException> RecheckAsync() => await Assert.ThrowsAsync<RpcException>(async () =>
        await server.Authority.ReactivateAsync(new ReactivateRequest
        {
            AccountId = Id,
            CustomerNumber = Customer,
            Actor = "operator-7",
            Evidence = "call 12",
            IdempotencyKey = NextId(),
            RequestedAt = Next(),
        }));

    /// <summary>Whether every kind of ordinary message may go out; they are decided alike.</summary>
    public async Task<Decision> CheckAsync(string sender)
    {
        var answers = await Task.WhenAll(Purposes.Select(purpose => CheckAsync(sender, purpose, Channel.Sms)));
        return Assert.Single(answers.Select(answer => answer.Decision).Distinct());
    }

    public async Task<CheckSendResponse> CheckAsync(string sender, MessagePurpose purpose, Channel channel) =>
        await server.Authority.CheckSendAsync(new CheckSendRequest
        {
            SenderNumber = sender,
            CustomerNumber = Customer,
            Purpose = purpose,
            Channel = channel,
        });

    /// <summary>What may go out from each number, in the order of <see cref="Senders"/>.</summary>
    public async Task<Decision[]> CheckAllAsync() => await Task.WhenAll(Senders.Select(CheckAsync));

    public async Task<SelectSenderResponse> SelectAsync(string preferred) =>
        await server.Authority.SelectSenderAsync(new SelectSenderRequest
        {
            CustomerNumber = Customer,
            SenderNumbers = { Engage, OtherEngage },
            PreferredSenderNumber = preferred,
        });

    private Timestamp Next() => Timestamp.FromDateTimeOffset(_now = _now.AddMinutes(10));

    private string NextId() => $"event-{++_events}";

    private string Sender(int index) => $"+1555{7_500_000 + (number * 10) + index}";
}
