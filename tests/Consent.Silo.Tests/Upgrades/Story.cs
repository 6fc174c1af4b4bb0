using Consent.V1;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using static Consent.V1.ConsentSource;
using static Consent.V1.MessagePurpose;

namespace Consent.Silo.Tests.Upgrades;

/// <summary>What happened before the upgrade: accounts, senders, events and imports of every kind, in two runs of the old server.</summary>
internal static class Story
{
    public const string AcmeStandard = "+15559100001";
    public const string AcmeOtherStandard = "+15559100002";
    public const string AcmeEngage = "+15559100003";
    public const string AcmeOtherEngage = "+15559100004";
    public const string AcmeShortCode = "55512";
    public const string AcmeName = "ACME";
    public const string ManualStandard = "+15559100011";
    public const string ManualEngage = "+15559100012";
    public const string ExactEngage = "+15559100021";
    public const string WordsStandard = "+15559100031";
    public const string Unregistered = "+15559100099";
    public const string Acme = "acme";
    public const string Manual = "manual";

    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static string[] Accounts => [Acme, Manual, "exact", "words"];

    public static string[] Senders =>
    [
        AcmeStandard, AcmeOtherStandard, AcmeEngage, AcmeOtherEngage, AcmeShortCode, AcmeName, ManualStandard, ManualEngage,
        ExactEngage, WordsStandard, Unregistered,
    ];

    public static string[] Customers => [.. Enumerable.Range(1, 29).Select(Customer)];

    /// <summary>Gets the first run, each request with its parts: an import has several.</summary>
    public static IReadOnlyList<IMessage[]> FirstRun =>
    [
        .. Registered(), .. Texts(), .. Orders(), Import("import-1"),
    ];

    /// <summary>Gets the second run: more for the same records, and records of its own.</summary>
    public static IReadOnlyList<IMessage[]> SecondRun => [.. Changed(), .. Said(), .. Replies(), Import("import-2")];

    public static string Customer(int number) => $"+1555920{number:D4}";

    /// <summary>A text as most gateways report it.</summary>
    public static RecordInboundRequest Text(int customer, string sender, string body, string id) => new()
    {
        SenderNumber = sender,
        CustomerNumber = Customer(customer),
        Body = body,
        MessageId = id,
        Gateway = "gateway-1",
    };

    /// <summary>An import: rows with and without times of their own, of customers who are opted out already, and one that is refused.</summary>
    public static IMessage[] Import(string id)
    {
        var header = new ImportHeader { ImportId = id, Actor = "migration", Evidence = "old system, sheet 3" };
        if (id == "import-1")
        {
            header.SenderNumber = AcmeEngage;
        }
        else
        {
            header.AccountId = Acme;
        }

        return
        [
            new ImportOptOutsRequest { Header = header },
            new ImportOptOutsRequest
            {
                Rows = new ImportRows
                {
                    Rows =
                    {
                        new ImportRow { CustomerNumber = Customer(1), Keyword = "STOP" },
                        new ImportRow { CustomerNumber = Customer(25), Keyword = "QUIT", OptedOutAt = At(-9_000) },
                        new ImportRow { CustomerNumber = "12", Keyword = "STOP" },
                    },
                },
            },
            new ImportOptOutsRequest { Rows = new ImportRows { Rows = { new ImportRow { CustomerNumber = Customer(26) } } } },
        ];
    }

    private static IEnumerable<IMessage[]> Registered()
    {
        yield return [Put(new Account { AccountId = Acme, DisplayName = "Acme Plumbing" })];
        yield return [Put(new Account
        {
            AccountId = Manual, DisplayName = "Manual & Söhne", ResubscribePolicy = ResubscribePolicy.ManualReactivation,
        })];
        yield return [Put(new Account { AccountId = "exact", DisplayName = "Exact", KeywordMatching = KeywordMatching.Exact })];
        yield return [Put(new Account
        {
            AccountId = "words",
            DisplayName = "Words",
            ProductName = "WordsApp",
            OptOutKeywords = { "halt", "no más" },
            OptInKeywords = { "back" },
            HelpKeywords = { "what" },
            Replies = new ReplyTemplates
            {
                OptOutConfirmation = "{business}: no more from {scope}.",
                OptInConfirmation = "{business}: welcome back.",
                Help = "{business}: call 555-0100.",
            },
        })];
        yield return [Put(AcmeStandard, Acme, SenderKind.Standard)];
        yield return [Put(AcmeOtherStandard, Acme, SenderKind.Standard)];
        yield return [Put(AcmeEngage, Acme, SenderKind.Engage)];
        yield return [Put(AcmeOtherEngage, Acme, SenderKind.Engage)];
        yield return [Put(AcmeShortCode, Acme, SenderKind.Engage)];
        yield return [Put(AcmeName, Acme, SenderKind.Standard)];
        yield return [Put(ManualStandard, Manual, SenderKind.Standard)];
        yield return [Put(ManualEngage, Manual, SenderKind.Engage)];
        yield return [Put(ExactEngage, "exact", SenderKind.Engage)];
        yield return [Put(WordsStandard, "words", SenderKind.Standard)];
    }

    // Each kind of text, to each kind of sender.
    private static IEnumerable<IMessage[]> Texts()
    {
        yield return [Text(1, AcmeEngage, "STOP", "text-1")];
        yield return [Text(2, AcmeStandard, "Stop.", "text-2")];
        yield return [Text(3, Unregistered, "🛑", "text-3")];
        yield return [Text(4, AcmeShortCode, "please stop texting me", "text-4")];
        yield return [Text(5, ExactEngage, "please stop texting me", "text-5")];
        yield return [Text(5, ExactEngage, "unsubscribe", "text-5b")];
        yield return [Text(6, WordsStandard, "HALT", "text-6")];
        yield return [Text(7, WordsStandard, "what", "text-7")];
        yield return [Text(8, ManualEngage, "ARRÊT", "text-8")];
        yield return [Text(8, ManualEngage, "START", "text-8b")];
        yield return [Text(9, AcmeEngage, "HELP", "text-9")];
        yield return [Text(10, AcmeEngage, "STOP 12345", "text-10")];
        yield return [Text(11, AcmeEngage, "Are you coming at 5?", "text-11")];
        yield return [Text(12, AcmeEngage, "STOP\n\n> \"Acme\": your bill 'is' due \\ 10 %\t💸", "text-12")];
        yield return [Text(13, AcmeEngage, "START", "text-13")];
        yield return [Text(14, AcmeEngage, "STOP", "text-14")];
        yield return [Text(14, AcmeStandard, "STOP", "text-14b")];
        yield return [Text(14, AcmeEngage, "START", "text-14c")];
        yield return [Text(15, AcmeStandard, "STOP", "text-15")];
        yield return [Text(15, AcmeStandard, "START", "text-15b")];
        yield return [Text(15, AcmeStandard, "HELP", "text-15c")];
    }

    // Times as given: in order, out of order, on a clock that is off, and one that cannot be.
    private static IEnumerable<IMessage[]> Orders()
    {
        yield return [Timed(16, "START", "time-1", At(20))];
        yield return [Timed(16, "STOP", "time-2", At(10))];
        yield return [Timed(17, "STOP", "time-3", At(20))];
        yield return [Timed(17, "START", "time-4", At(10))];
        yield return [Timed(18, "STOP", "time-5", At(10))];
        yield return [Timed(18, "START", "time-6", At(20), At(21))];
        yield return [Timed(18, "STOP", "time-7", At(30), At(31))];
        yield return [Timed(19, "STOP", "time-8", Timestamp.FromDateTimeOffset(DateTimeOffset.MaxValue))];
    }

    private static IEnumerable<IMessage[]> Changed()
    {
        yield return [Put(new Account { AccountId = "exact", DisplayName = "Exact, Inc.", KeywordMatching = KeywordMatching.Exact })];
        yield return [Put(AcmeOtherEngage, Acme, SenderKind.Engage, "Front desk")];
        yield return [Text(1, AcmeEngage, "START", "text-1b")];
        yield return [Text(1, AcmeEngage, "STOP", "text-1c")];
        yield return [Text(6, WordsStandard, "back", "text-6b")];
    }

    // What reached the business by another way, and what operators did.
    private static IEnumerable<IMessage[]> Said()
    {
        var sources = new[] { Operator, WebForm, PhoneCall, Email, PostalMail };
        for (var index = 0; index < sources.Length; index++)
        {
            yield return [OptOut(20, sources[index], $"said-{index}", At(100 + index))];
        }

        var unchecked_ = OptOut(21, Operator, "said-20", null);
        unchecked_.AccountId = Acme;
        yield return [unchecked_];
        yield return [Reactivation(21, Acme, "said-21")];
        var manual = OptOut(22, PhoneCall, "said-22", At(100));
        manual.AccountId = Manual;
        yield return [manual];
        yield return [Reactivation(22, Manual, "said-23")];
        yield return [Text(23, ManualStandard, "STOP", "said-24")];
        yield return [Text(23, ManualStandard, "START", "said-25")];
    }

    // Pending replies: used, used by a message without an id, and (text-2, text-9, …) never asked for.
    private static IEnumerable<IMessage[]> Replies()
    {
        yield return [Text(24, AcmeEngage, "STOP", "reply-1")];
        yield return [Reply(24, AcmeEngage, OptOutConfirmation, "out-1")];
        yield return [Text(24, AcmeEngage, "HELP", "reply-2")];
        yield return [Reply(24, AcmeEngage, HelpReply, "out-2")];
        yield return [Text(27, AcmeStandard, "STOP", "reply-3")];
        yield return [Reply(27, AcmeStandard, OptOutConfirmation, "")];
        yield return [Text(28, AcmeEngage, "STOP", "reply-4")];
        yield return [Text(29, WordsStandard, "no mas", "reply-5")];
    }

    private static PutAccountRequest Put(Account account) => new() { Account = account };

    private static PutSenderRequest Put(string sender, string account, SenderKind kind, string name = "") => new()
    {
        Sender = new Sender { SenderNumber = sender, AccountId = account, Kind = kind, DisplayName = name },
    };

    private static RecordInboundRequest Timed(int customer, string body, string id, Timestamp receivedAt, Timestamp? sentAt = null)
    {
        var text = Text(customer, AcmeEngage, body, id);
        (text.ReceivedAt, text.SentAt) = (receivedAt, sentAt);
        return text;
    }

    private static RecordOptOutRequest OptOut(int customer, ConsentSource source, string key, Timestamp? at) => new()
    {
        SenderNumber = AcmeEngage,
        CustomerNumber = Customer(customer),
        Source = source,
        Actor = "operator-7",
        Evidence = "call 12",
        IdempotencyKey = key,
        OccurredAt = at,
    };

    private static ReactivateRequest Reactivation(int customer, string account, string key) => new()
    {
        AccountId = account,
        CustomerNumber = Customer(customer),
        Actor = "operator-7",
        Evidence = "letter 13",
        IdempotencyKey = key,
        RequestedAt = At(200),
    };

    private static CheckSendRequest Reply(int customer, string sender, MessagePurpose purpose, string messageId) => new()
    {
        SenderNumber = sender,
        CustomerNumber = Customer(customer),
        Purpose = purpose,
        MessageId = messageId,
    };

    private static Timestamp At(int minutes) => Timestamp.FromDateTimeOffset(Start.AddMinutes(minutes));
}
