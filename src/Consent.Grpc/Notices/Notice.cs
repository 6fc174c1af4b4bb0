using Consent.Core.Registry;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Notices;

/// <summary>The text that is shown to the business's user whose message is blocked.</summary>
internal sealed class Notice(IOptions<NoticeOptions> options)
{
    private readonly string _default = Naming(options.Value.ProductName);

    /// <summary>What a blocked send shows, with the account's product.</summary>
    /// <param name="account">The sender's account; null where it is not registered.</param>
    public string BlockedFor(CompiledAccount? account) =>
        account is { Account.ProductName: { Length: > 0 } product } ? Naming(product) : _default;

    private static string Naming(string product) =>
        $"Alert: This user has opted out of SMS communication. You cannot send this message via {product}.";
}
