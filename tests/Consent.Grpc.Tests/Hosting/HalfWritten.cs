using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>An attempt that ended after the first of its two records.</summary>
internal static class HalfWritten
{
    /// <summary>Enters a START to the business's ordinary number in the account's record alone.</summary>
    public static async Task StartAsync(Business business, string messageId)
    {
        var key = RecordKey.ForAccount(AccountId.Parse(business.Id), PhoneNumber.Parse(business.Customer));
        var start = new ConsentEvent
        {
            Kind = EventKind.OptIn,
            Id = messageId,
            Source = ConsentSource.InboundSms,
            ArrivedAt = Instant.From(TimeProvider.System.GetUtcNow()),
            Sender = SenderNumber.Parse(business.Standard),
        };
        var grain = business.Host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConsentGrain>(key.ToString());
        await grain.RecordAsync(new RecordRequest(start, ResubscribePolicy.CustomerStart, ReplyTexts.None));
    }
}
