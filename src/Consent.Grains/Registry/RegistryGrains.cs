using Consent.Core.Numbers;
using Consent.Storage.Records;

namespace Consent.Grains.Registry;

/// <summary>The writers of the registry, by what they write.</summary>
public static class RegistryGrains
{
    public static IAccountGrain Account(this IGrainFactory grains, AccountId account) =>
        grains.GetGrain<IAccountGrain>(StateKey.Of(account).ToString());

    public static ISenderGrain Sender(this IGrainFactory grains, SenderNumber sender) =>
        grains.GetGrain<ISenderGrain>(StateKey.Of(sender).ToString());
}
