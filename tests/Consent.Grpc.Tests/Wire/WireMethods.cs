using System.Buffers.Binary;
using Consent.Grpc.Tests.Hosting;
using Consent.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Consent.Grpc.Tests.Wire;

/// <summary>Every method that is served, and a good message for it.</summary>
internal static class WireMethods
{
    public const string Stream = "StreamCheckSend";

    /// <summary>One whose first field is no text, and no message; as <see cref="ListSeals"/>.</summary>
    public const string ListAccounts = "ListAccounts";

    public const string ListSeals = "ListSeals";

    public const string ListReviews = "ListReviews";

    public const string ResolveReview = "ResolveReview";

    public const string ListApiKeys = "ListApiKeys";

    public const string RevokeApiKey = "RevokeApiKey";

    public static readonly string[] Unary =
    [
        "CheckSend", "BatchCheckSend", "SelectSender", "RecordInbound", "RecordOptOut", "Reactivate", "ClassifyText", "GetStatus",
        "PutAccount", "GetAccount", ListAccounts, "PutSender", "GetSender", "ListSenders", "GetHistory", ListSeals,
        ListReviews, ResolveReview, "CreateApiKey", ListApiKeys, RevokeApiKey,
    ];

    public static readonly string[] All = [.. Unary, Stream];

    public static readonly ServiceDescriptor[] Services =
    [
        ConsentAuthority.Descriptor, ConsentRegistry.Descriptor, ConsentLedger.Descriptor, ConsentReviews.Descriptor,
        ConsentAccess.Descriptor,
    ];

    public static string Path(string method) =>
        $"/{Services.First(service => service.FindMethodByName(method) is not null).FullName}/{method}";

    /// <summary>A message that is answered, and records nothing.</summary>
    public static byte[] GoodCheck(Pair pair) => Framed(new CheckSendRequest
    {
        SenderNumber = pair.Sender,
        CustomerNumber = pair.Customer,
    });

    public static byte[] GoodItem(Pair pair, string id) => Framed(new StreamCheckSendRequest
    {
        RequestId = id,
        Check = new CheckSendRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer },
    });

    /// <summary>What each method takes, good in every field: it would record, where the method records.</summary>
    public static IMessage Good(string method, Pair pair) => method switch
    {
        "CheckSend" => CheckSendRequest.Parser.ParseFrom(GoodCheck(pair).AsSpan(5).ToArray()),
        "BatchCheckSend" => new BatchCheckSendRequest { SenderNumber = pair.Sender, CustomerNumbers = { pair.Customer } },
        "SelectSender" => new SelectSenderRequest { CustomerNumber = pair.Customer, SenderNumbers = { pair.Sender } },
        "RecordInbound" => pair.Text("STOP"),
        "RecordOptOut" => pair.OptOut(),
        "Reactivate" => pair.Reactivation(TimeProvider.System.GetUtcNow()),
        "ClassifyText" => new ClassifyTextRequest { Body = "STOP" },
        "GetStatus" => new GetStatusRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer },
        "PutAccount" => new PutAccountRequest { Account = new Account { AccountId = "wire", DisplayName = "Wire" } },
        "GetAccount" => new GetAccountRequest { AccountId = "wire" },
        ListAccounts => new ListAccountsRequest { PageSize = 1 },
        "PutSender" => new PutSenderRequest
        {
            Sender = new Sender { SenderNumber = "WIRE", AccountId = "wire", Kind = SenderKind.Engage },
        },
        "GetSender" => new GetSenderRequest { SenderNumber = "WIRE" },
        "ListSenders" => new ListSendersRequest { AccountId = "wire" },
        ListSeals => new ListSealsRequest { PageSize = 1 },
        ListReviews => new ListReviewsRequest { AccountId = "wire", PageSize = 1 },

        // A position that no ledger of a test has: NOT_FOUND.
        ResolveReview => new ResolveReviewRequest
        {
            Position = long.MaxValue / 2, Verdict = ReviewVerdict.NotOptOut, Actor = "anna", IdempotencyKey = "wire",
        },

        // A cut ends within the last text, wherever it is.
        "CreateApiKey" => new CreateApiKeyRequest { Roles = { Role.Check }, AccountIds = { "wire-abcdefghijklmnopqrstuvwxyz-0123456789" } },
        ListApiKeys => new ListApiKeysRequest { PageSize = 1 },

        // An id that no key of a test has: NOT_FOUND.
        RevokeApiKey => new RevokeApiKeyRequest { ApiKeyId = "0123456789abcdef" },
        "GetHistory" => new GetHistoryRequest { CustomerNumber = pair.Customer },
        Stream => StreamCheckSendRequest.Parser.ParseFrom(GoodItem(pair, "id").AsSpan(5).ToArray()),
        _ => throw new ArgumentOutOfRangeException(nameof(method)),
    };

    public static byte[] Framed(IMessage message) => Framed(message.ToByteArray());

    /// <summary>A message with gRPC's prefix, which may say another length or that it is compressed.</summary>
    public static byte[] Framed(byte[] message, long? length = null, byte flag = 0)
    {
        var framed = new byte[5 + message.Length];
        framed[0] = flag;
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)(length ?? message.Length));
        message.CopyTo(framed, 5);
        return framed;
    }
}
