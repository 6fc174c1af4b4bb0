namespace Consent.Core.Registry;

/// <summary>The account's texts for its customers, with {business} and {scope} to be filled in. An empty one means the default.</summary>
public sealed record ReplyTemplates
{
    public static ReplyTemplates Defaults { get; } = new();

    public string OptOutConfirmation { get; init; } = "";

    public string OptInConfirmation { get; init; } = "";

    public string Help { get; init; } = "";
}
