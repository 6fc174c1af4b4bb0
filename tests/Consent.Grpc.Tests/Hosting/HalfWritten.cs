using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>An attempt that ended after the first of its records.</summary>
internal static class HalfWritten
{
    /// <summary>Enters a START to the business's ordinary number in the account's record alone.</summary>
    public static Task StartAsync(Business business, string messageId) => EnterAsync(
        business,
        RecordKey.ForAccount(AccountId.Parse(business.Id), PhoneNumber.Parse(business.Customer)),
        EventKind.OptIn,
        business.Standard,
        messageId);

    /// <summary>Enters a text to one of the business's Engage numbers in that number's record alone.</summary>
    public static Task EngageAsync(Business business, EventKind kind, string messageId) => EnterAsync(
        business,
        RecordKey.ForNumber(SenderNumber.Parse(business.Engage), PhoneNumber.Parse(business.Customer)),
        kind,
        business.Engage,
        messageId);

    private static async Task EnterAsync(Business business, RecordKey key, EventKind kind, string sender, string messageId)
    {
        var text = new ConsentEvent
        {
            Kind = kind,
            Id = messageId,
            Source = ConsentSource.InboundSms,
            ArrivedAt = Instant.From(TimeProvider.System.GetUtcNow()),
            Sender = SenderNumber.Parse(sender),
        };
        var grain = business.Host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConsentGrain>(key.ToString());
        await grain.RecordAsync(new RecordRequest(text, ResubscribePolicy.CustomerStart, ReplyTexts.None));
    }
}
