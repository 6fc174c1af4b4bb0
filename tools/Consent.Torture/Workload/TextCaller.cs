using Google.Protobuf.WellKnownTypes;

namespace Consent.Torture.Workload;

/// <summary>A gateway: hands on what customers text, and now and then asks for the reply that was called for.</summary>
internal sealed class TextCaller(Caller caller, Recorder recorder)
{
    private const string HelpText = "HELP";
    private const int ReplyEvery = 10;
    private const int TimedEvery = 4;
    private const int KeywordEvery = 5;

    private static readonly TimeSpan LatestDelivery = TimeSpan.FromSeconds(3);

    public async Task SendAsync(WriteKind kind, Business business, string sender, string customer)
    {
        var keyword = KeywordFor(kind, business);
        var text = Wire.Text(customer, keyword ?? BodyOf(kind));
        text.SenderNumber = sender;
        text.Gateway = caller.Name;
        var write = new WriteAttempt
        {
            Kind = kind,
            Id = text.MessageId,
            Sender = sender,
            Customer = customer,
            OwnKeyword = keyword,
        };
        if (caller.Draw(TimedEvery) == 0)
        {
            // Some are delivered late: they happened before what was said since.
            var late = caller.Draw(2) * LatestDelivery * caller.Draw(random => random.NextDouble());
            text.ReceivedAt = Timestamp.FromDateTimeOffset(TimeProvider.System.GetUtcNow() - late);
            write = write with { GivenAt = HistoryClock.Now - (long)late.TotalMicroseconds };
        }

        RecordInboundResponse? answer = null;
        var (last, isKnown) = await Attempts.UntilToldAsync(caller, recorder, write, async (server, deadline) =>
        {
            text.CustomerNumber = Spellings.Any(customer);
            answer = await server.Authority.RecordInboundAsync(text, deadline: deadline);
            return AnswerOf(answer);
        });
        if (!isKnown && kind == WriteKind.Start)
        {
            business.Leave(customer);
        }

        if (last.Acknowledged is not null && answer?.Reply is { } reply && caller.Draw(ReplyEvery) == 0)
        {
            await AskForReplyAsync(sender, customer, reply);
        }
    }

    private static string BodyOf(WriteKind kind) => kind switch
    {
        WriteKind.Stop => Wire.Stop,
        WriteKind.Start => Wire.Start,
        _ => HelpText,
    };

    private string? KeywordFor(WriteKind kind, Business business)
    {
        if (business.Account is null || business.IsManual || caller.Draw(KeywordEvery) != 0)
        {
            return null;
        }

        return kind switch
        {
            WriteKind.Stop => Keywords.OptOut[caller.Draw(Keywords.OptOut.Count)],
            WriteKind.Start => Keywords.OptIn[caller.Draw(Keywords.OptIn.Count)],
            _ => null,
        };
    }

    private static WriteAnswer AnswerOf(RecordInboundResponse answer) => answer.Kind == InboundKind.None
        ? new WriteAnswer { Effect = Effect.Ordinary }
        : new WriteAnswer
        {
            Effect = answer.Applied || answer.Kind is InboundKind.Help or InboundKind.PossibleOptOut ? Effect.Applied : Effect.NotApplied,
            Duplicate = answer.Duplicate,
            Position = answer.LedgerPosition,
            Record = answer.Record is { } record ? RecordKeys.Of(record) : null,
        };

    private async Task AskForReplyAsync(string sender, string customer, AutoReply reply)
    {
        var question = new CheckSendRequest
        {
            SenderNumber = sender,
            CustomerNumber = Spellings.Any(customer),
            Purpose = reply.Purpose,
            MessageId = $"reply {Wire.NewId()}",
        };
        var server = caller.Next();
        var check = caller.Check(server, sender, customer) with { ReplyId = question.MessageId };
        recorder.Add(await Caller.AskAsync(server, check, question, caller.Deadline(Wire.Deadline)));
    }
}
