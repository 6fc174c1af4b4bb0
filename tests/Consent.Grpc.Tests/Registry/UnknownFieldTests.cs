using Consent.Grpc.Tests.Hosting;
using Consent.Grpc.Wire;
using Consent.V1;
using Google.Protobuf;
using Grpc.Core;

namespace Consent.Grpc.Tests.Registry;

/// <summary>A newer client's fields, which a Put would drop, and so erase with the next one that reads what was put.</summary>
[Collection(OneHost.Name)]
public sealed class UnknownFieldTests(SharedHost host)
{
    /// <summary>Fields as bytes: 15 as a number, 9.4 as a text in the replies, also in those of a language, 6 and 1 with wire types that they do not have.</summary>
    public static TheoryData<string, string[]> NewerAccounts() => new()
    {
        { "7801", ["account.15"] },
        { "7800", ["account.15"] },
        { "4A03220178", ["account.replies.4"] },
        { "4A0722017832026869", ["account.replies.4", "account.replies.6"] },
        { "6A0A0A026573120422027878", ["account.replies_by_language[es].4"] },
        {
            "6A06120422027878",
            ["account.replies_by_language[(not a name)].4", "account.replies_by_language[(not a tag)]"]
        },
        { "3001", ["account.6"] },
        { "0801", ["account.1"] },
        { "7801A206024142", ["account.15", "account.100"] },
    };

    [Theory]
    [MemberData(nameof(NewerAccounts))]
    public async Task PutAccount_AFieldThatIsUnknown_IsRefusedByItsNumber(string newer, string[] fields)
    {
        var account = await host.Registry.PutAsync(Registrations.NewAccount());

        var refusal = await Refusal.OfAsync(host.Registry.PutAsync(account.With(changed => changed.MergeFrom(Convert.FromHexString(newer)))));

        Assert.Equal((StatusCode.InvalidArgument, ErrorReason.FieldUnknown), (refusal.Status, refusal.Reason));
        Assert.Equal(fields, refusal.BadRequest!.FieldViolations.Select(violation => violation.Field));
        Assert.Equal(account, await host.Registry.GetAsync(account));
    }

    [Fact]
    public async Task PutAccount_AFieldOfTheRequestThatIsUnknown_IsRefusedByItsNumber()
    {
        var request = new PutAccountRequest { Account = Registrations.NewAccount() };
        request.MergeFrom(Convert.FromHexString("1001"));

        var refusal = await Refusal.OfAsync(host.Registry.PutAccountAsync(request));

        Assert.Equal((ErrorReason.FieldUnknown, "2"), (refusal.Reason, refusal.Info!.Metadata["field"]));
    }

    [Fact]
    public async Task PutSender_AFieldThatIsUnknown_IsRefusedByItsNumber()
    {
        var sender = Registrations.NewSender(await host.Registry.PutAsync(Registrations.NewAccount()));

        var refusal = await Refusal.OfAsync(host.Registry.PutAsync(sender.With(changed => changed.MergeFrom(Convert.FromHexString("3A01FF")))));

        Assert.Equal((ErrorReason.FieldUnknown, "sender.7"), (refusal.Reason, refusal.Info!.Metadata["field"]));
        await Assert.ThrowsAsync<RpcException>(() => host.Registry.GetAsync(sender));
    }

    [Fact]
    public async Task PutAccount_ManyFieldsThatAreUnknown_NamesTen()
    {
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            for (var number = 100; number < 60_000; number++)
            {
                output.WriteTag(number, WireFormat.WireType.Varint);
                output.WriteInt32(1);
            }
        }

        var refusal = await Refusal.OfAsync(host.Registry.PutAsync(
            Registrations.NewAccount().With(account => account.MergeFrom(bytes.ToArray()))));

        Assert.Equal(
            Enumerable.Range(100, 10).Select(number => $"account.{number}"),
            refusal.BadRequest!.FieldViolations.Select(violation => violation.Field));
    }

    [Fact]
    public async Task CheckSend_AFieldThatIsUnknown_IsAnswered()
    {
        var pair = host.NewPair();
        var request = new CheckSendRequest { SenderNumber = pair.Sender, CustomerNumber = pair.Customer };
        request.MergeFrom(Convert.FromHexString("5801"));

        Assert.Equal(Decision.Allowed, (await host.Client.CheckSendAsync(request)).Decision);
    }
}
