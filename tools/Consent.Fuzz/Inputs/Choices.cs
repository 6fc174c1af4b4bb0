using CsCheck;

namespace Consent.Fuzz.Inputs;

internal static class Choices
{
    /// <summary>One of these, each as likely as another.</summary>
    public static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
