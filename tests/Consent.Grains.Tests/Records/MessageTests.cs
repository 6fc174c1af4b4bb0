using System.Text.Json;
using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Records;
using Consent.Grains.Tests.Clusters;
using Consent.Storage.Json;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Consent.Grains.Tests.Records;

/// <summary>What travels between servers arrives as it was sent.</summary>
public abstract class MessageTests(GrainsCluster cluster)
{
    private static readonly ConsentEvent Full = ConsentWriter.OptOut("m-1").Event with
    {
        SentAt = ConsentWriter.Start,
        Sender = SenderNumber.Parse("ACME"),
        Account = AccountId.Parse("acme"),
        Actor = "operator",
        ReviewOf = 7,
        Evidence = "ticket\n\"12\"",
        Body = "STOP 🛑 \u0001 \uFFFD ' \\",
        Repairs = EventRepairs.BodyCut | EventRepairs.TimeIgnored,
    };

    [Fact]
    public void RoundTrip_RequestWithEverything_IsEqual() => AssertRoundTrips(
        new RecordRequest(Full, ResubscribePolicy.ManualReactivation, ConsentWriter.Replies with { ExemptSince = 3, BlocksMore = true }));

    [Fact]
    public void RoundTrip_RequestWithTheLeast_IsEqual() => AssertRoundTrips(new RecordRequest(
        new ConsentEvent { Kind = EventKind.Help, Id = "", Source = ConsentSource.Operator, ArrivedAt = default },
        ResubscribePolicy.CustomerStart,
        ReplyTexts.None));

    [Fact]
    public void Read_TextsOfAFormerServer_LackOnlyWhatItDidNotKnow()
    {
        const string Former = """{"optOutConfirmation":"a","optInConfirmation":"b","help":"c","howToReturn":"d"}""";

        Assert.Equal(new ReplyTexts("a", "b", "c", "d"), JsonSerializer.Deserialize(Former, ConsentJson.Default.ReplyTexts));
    }

    [Fact]
    public void RoundTrip_AnswerWithEverything_IsEqual()
    {
        var record = RecordRules.Apply(ConsentRecord.Empty, Full, ResubscribePolicy.CustomerStart, ConsentWriter.Replies).Record;
        var answer = new RecordAnswer(record.CommittedAt(long.MaxValue), record.Answered[^1], IsDuplicate: true);

        var arrived = RoundTrip(answer);

        Assert.Equal((answer.Answered, answer.IsDuplicate), (arrived.Answered, arrived.IsDuplicate));
        Assert.Equal(Json(answer.Record), Json(arrived.Record));
        Assert.Equal(MessagePurpose.OptOutConfirmation, Assert.Single(arrived.Record.PendingReplies).Purpose);
    }

    [Fact]
    public void RoundTrip_Resolution_IsEqual()
    {
        var resolution = new ReviewResolution(long.MaxValue, ReviewVerdict.NotOptOut, "operator \"7\"", "key 🛑", ConsentWriter.Start);

        Assert.Equal(resolution, RoundTrip(resolution));
    }

    [Fact]
    public void RoundTrip_AnswerWithoutAnEvent_IsEqual()
    {
        var arrived = RoundTrip(new RecordAnswer(ConsentRecord.Empty));

        Assert.Equal((null, false), (arrived.Answered, arrived.IsDuplicate));
        Assert.Equal(Json(ConsentRecord.Empty), Json(arrived.Record));
    }

    [Fact]
    public void RoundTrip_Refusal_KeepsItsTypeAndMessage() =>
        Assert.Equal("why", RoundTrip(new RecordUnavailableException("why")).Message);

    [Fact]
    public void Copy_OfAMessage_IsTheSameObject()
    {
        var request = new RecordRequest(Full, ResubscribePolicy.CustomerStart, ConsentWriter.Replies);

        Assert.Same(request, cluster.Services.GetRequiredService<DeepCopier>().Copy(request));
    }

    private static string Json(ConsentRecord record) => JsonSerializer.Serialize(record, ConsentJson.Default.ConsentRecord);

    private void AssertRoundTrips(RecordRequest request) => Assert.Equal(request, RoundTrip(request));

    private T RoundTrip<T>(T message)
    {
        var serializer = cluster.Services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(message))!;
    }
}
