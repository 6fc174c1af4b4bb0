using Consent.Core.Numbers;

namespace Consent.Grpc.Wire;

/// <summary>Numbers as callers may give them: of a length that their country code has.</summary>
/// <remarks>Stored numbers are read without that rule, because it changes with the numbering plans.</remarks>
internal static class NumberFields
{
    public static bool TryReadCustomer(string text, out PhoneNumber customer) =>
        PhoneNumber.TryParse(text, out customer) && PossibleLengths.Allow(text);

    /// <summary>Whether a sender number is of a possible length: short codes and sender IDs of the right form always are.</summary>
    public static bool IsPossible(SenderNumber sender, string text) =>
        sender.Form != SenderNumberForm.Phone || PossibleLengths.Allow(text);
}
