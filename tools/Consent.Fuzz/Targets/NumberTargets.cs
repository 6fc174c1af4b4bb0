using Consent.Core.Access;
using Consent.Core.Numbers;
using Consent.Fuzz.Inputs;
using CsCheck;

namespace Consent.Fuzz.Targets;

/// <summary>Numbers, ids and API keys, each as its parser takes it, and what is said of those that it does not take.</summary>
internal static class NumberTargets
{
    private static readonly string ValidApiKey = $"consent_00f3a1b2c3d4e5f6_{string.Concat(Enumerable.Repeat("0123456789abcdef", 4))}";

    private static readonly Gen<string> ApiKeys = Gen.Frequency(
        (1, Gen.String[0, 120]),
        (3, Texts.Mutated([ValidApiKey], ["consent_", "_", "A", "g", " ", "\u0660", "ｆ", "\0", "é"], Gen.Char["0123456789abcdefABCDEF_ "])));

    public static IEnumerable<ITarget> All =>
    [
        Of("customer numbers", 200, Texts.OfNumbers, ReadCustomer),
        Of("sender numbers", 200, Texts.OfNumbers, ReadSender),
        Of("account ids", 20, Texts.OfNumbers, ReadAccount),
        Of("API keys", 60, ApiKeys, ReadApiKey),
    ];

    public static Target<string> Of(string name, int share, Gen<string> inputs, Action<string> read) =>
        new(name, share, inputs, text => text.Length * sizeof(char), read, Texts.Show);

    private static void ReadCustomer(string text)
    {
        if (!PhoneNumber.TryParse(text, out var number))
        {
            CustomerNumberFault.Of(text);
            return;
        }

        var canonical = number.Canonical;
        if (number.ToString() != text || PhoneNumber.Parse(canonical.ToString()) != number || !canonical.IsCanonical)
        {
            throw new ContradictionException("A number is not written as it was given, or its canonical number is another one.");
        }

        if (!number.IsPossible)
        {
            PossibleLengths.Describe(text);
        }

        if (number.OlderSpellings.Any(spelling => PhoneNumber.Parse(spelling) != number))
        {
            throw new ContradictionException("An older spelling is another number.");
        }
    }

    private static void ReadSender(string text)
    {
        if (!SenderNumber.TryParse(text, out var sender))
        {
            SenderNumberFault.Of(text);
            return;
        }

        if (SenderNumber.Parse(sender.ToString()) != sender || SenderNumber.Parse(sender.AsGiven) != sender)
        {
            throw new ContradictionException("A sender number is not read back.");
        }

        if (!sender.IsPossible)
        {
            PossibleLengths.Describe(text);
        }
    }

    private static void ReadAccount(string text)
    {
        if (AccountId.TryParse(text, out var account) && account.ToString() != text)
        {
            throw new ContradictionException("An account id is not read back.");
        }
    }

    private static void ReadApiKey(string text)
    {
        Span<byte> secret = stackalloc byte[ApiKeyText.SecretBytes];
        if (ApiKeyText.TryRead(text, out var id, secret) && !text.StartsWith($"{ApiKeyText.Prefix}{id}_", StringComparison.Ordinal))
        {
            throw new ContradictionException("An API key has another id.");
        }
    }
}
