using Consent.Core.Numbers;
using Consent.Core.Records;
using Consent.Grains.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Consent.Grpc.Tests.Hosting;

/// <summary>Writes as another server would that does not wait for this one: a Strict server is in nobody's list.</summary>
internal static class BehindItsBack
{
    /// <summary>Commits an opt-out, of which the service's roster is not told.</summary>
    public static async Task StopAsync(AuthorityHost host, Pair pair)
    {
        var sender = SenderNumber.Parse(pair.Sender);
        var key = RecordKey.ForNumber(sender, PhoneNumber.Parse(pair.Customer));
        var stop = new ConsentEvent
        {
            Kind = EventKind.OptOut,
            Id = Pair.NewId(),
            Source = ConsentSource.InboundSms,
            ArrivedAt = Instant.From(TimeProvider.System.GetUtcNow()),
            Sender = sender,
        };
        var grain = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IConsentGrain>(key.ToString());
        await grain.RecordAsync(new RecordRequest(stop, ResubscribePolicy.CustomerStart, ReplyTexts.None));
    }
}
