using Consent.Load.Calls;
using Consent.Load.Reports;
using Consent.V1;
using Google.Protobuf;

namespace Consent.Load.Tests.Calls;

public sealed class CallFormTests
{
    private const string Sender = "55512";

    private static readonly Recipients Three = Recipients.Range("+15551000000", 3);

    [Fact]
    public void Check_Requests_AreDistinctInACycle()
    {
        var form = new CheckForm(Sender, Three);

        var asked = Enumerable.Range(0, 4).Select(index => CheckSendRequest.Parser.ParseFrom(Written(form, index))).ToList();

        Assert.Equal(["+15551000000", "+15551000001", "+15551000002", "+15551000000"], asked.Select(request => request.CustomerNumber));
        Assert.All(asked, request => Assert.Equal(Sender, request.SenderNumber));
    }

    [Fact]
    public void Batch_Requests_GoOnWhereTheLastEnded()
    {
        var form = new BatchForm(Sender, Three, 2);

        var second = BatchCheckSendRequest.Parser.ParseFrom(Written(form, 1));

        Assert.Equal(["+15551000002", "+15551000000"], second.CustomerNumbers);
        Assert.Equal(Sender, second.SenderNumber);
    }

    [Fact]
    public void Stream_Request_HasACheck() =>
        Assert.Equal(
            new StreamCheckSendRequest { Check = new CheckSendRequest { SenderNumber = Sender, CustomerNumber = "+15551000001" } },
            StreamCheckSendRequest.Parser.ParseFrom(Written(new StreamForm(Sender, Three), 1)));

    [Fact]
    public void Stop_Request_HasAnIdOfItsOwn() =>
        Assert.Equal(
            new RecordInboundRequest { SenderNumber = Sender, CustomerNumber = "+15551000001", Body = "STOP", MessageId = "run-12345678901" },
            RecordInboundRequest.Parser.ParseFrom(Written(new StopForm(Sender, Three, "run"), 12_345_678_901)));

    [Fact]
    public void Write_LongestOfEach_FitsItsSize()
    {
        var longest = Recipients.Range("+999999999999000", 1_000);
        const string sender = "ABCDEFGHIJKLMNOP";
        CallForm[] forms = [new CheckForm(sender, longest), new BatchForm(sender, longest, 7), new StreamForm(sender, longest), new StopForm(sender, longest, "run")];

        Assert.All(forms, form => Assert.InRange(form.Write(long.MaxValue / 10, new byte[form.MaxSize]), 1, form.MaxSize));
    }

    [Fact]
    public void Select_Request_NamesTenSendersInOrder()
    {
        var form = new SelectForm("+15550000010", Three);

        var request = SelectSenderRequest.Parser.ParseFrom(Written(form, 4));

        Assert.Equal("+15551000001", request.CustomerNumber);
        Assert.Equal(Enumerable.Range(0, 10).Select(each => $"+155500000{10 + each}"), request.SenderNumbers);
    }

    [Theory]
    [InlineData("+15550000012", 1, 0)]
    [InlineData("", 0, 1)]
    public void Select_Answer_IsAllowedWhereASenderIsChosen(string chosen, long allowed, long blocked)
    {
        var tally = new Tally(1_000);

        new SelectForm("+15550000010", Three).Read(new SelectSenderResponse { SenderNumber = chosen, LedgerPosition = 1 }.ToByteArray(), tally, true);

        Assert.Equal((allowed, blocked), (tally.AllowedCount, tally.BlockedCount));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("+", 1)]
    [InlineData("+1555x", 1)]
    [InlineData("+15550000000", 0)]
    [InlineData("+999999999999999", 2)]
    public void Recipients_RangeThatCannotBe_IsRefused(string first, long count) =>
        Assert.Throws<ArgumentException>(() => Recipients.Range(first, count));

    [Fact]
    public void Batch_Answer_CountsEachDecision()
    {
        var tally = new Tally(1_000_000);
        var answer = new BatchCheckSendResponse
        {
            Decisions = { Decision.Allowed, Decision.Blocked, Decision.Invalid, Decision.Allowed },
            Exceptions = { new BatchCheckSendException { Index = 1, Reason = DecisionReason.Resubscribed } },
            Notice = "opted out",
            LedgerPosition = long.MaxValue,
        };

        new BatchForm(Sender, Three, 4).Read(answer.ToByteArray(), tally, counts: true);

        Assert.Equal((2, 1, 1), (tally.AllowedCount, tally.BlockedCount, tally.OtherCount));
    }

    [Fact]
    public void Batch_AnswerNotPacked_IsReadToo()
    {
        var tally = new Tally(1_000_000);

        new BatchForm(Sender, Three, 2).Read([1 << 3, 1, 1 << 3, 2], tally, counts: true);

        Assert.Equal((1, 1), (tally.AllowedCount, tally.BlockedCount));
    }

    [Fact]
    public void Stop_Answer_IsItsDecision()
    {
        var tally = new Tally(1_000_000);
        var answer = new RecordInboundResponse { Kind = V1.InboundKind.OptOut, Matched = "stop", Decision = Decision.Blocked };

        new StopForm(Sender, Three, "run").Read(answer.ToByteArray(), tally, counts: true);

        Assert.Equal(1, tally.BlockedCount);
    }

    [Fact]
    public void Read_CutOffAnywhere_NeverReadsPastTheEnd()
    {
        var answer = new CheckSendResponse { Reason = DecisionReason.Resubscribed, Notice = "opted out", LedgerPosition = 300 }.ToByteArray();
        for (var length = 0; length < answer.Length; length++)
        {
            try
            {
                new CheckForm(Sender, Three).Read(answer.AsSpan(0, length), new Tally(1_000_000), counts: true);
            }
            catch (InvalidDataException)
            {
                // As it should where the cut is inside a field.
            }
        }
    }

    private static byte[] Written(CallForm form, long index)
    {
        var message = new byte[form.MaxSize];
        return message[..form.Write(index, message)];
    }
}
