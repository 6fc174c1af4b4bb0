namespace Consent.Core.Texts;

/// <summary>The names of the rules that leave out what is not the customer's own words. They stay.</summary>
internal static class LeftOutRules
{
    internal const string Reaction = "reaction";
    internal const string Quotation = "quotation";
    internal const string Forward = "forward";
    internal const string Instruction = "instruction";
    internal const string AutomaticReply = "automatic-reply";
    internal const string DeliveryReceipt = "delivery-receipt";
    internal const string Frame = "frame";
}
