using Consent.Core.Numbers;

namespace Consent.Core.Registry;

/// <summary>What routes an event: a sender number's kind and account. <see cref="SenderKind.Unspecified"/> and no account where it is not registered.</summary>
public readonly record struct SenderRoute(SenderNumber Number, SenderKind Kind = SenderKind.Unspecified, AccountId? Account = null)
{
    public bool IsRegistered => Kind != SenderKind.Unspecified;

    public static SenderRoute Of(Sender sender) => new(sender.Number, sender.Kind, sender.Account);
}
