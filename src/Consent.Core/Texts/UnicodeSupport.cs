namespace Consent.Core.Texts;

/// <summary>Tells whether this process has the Unicode data that the rules rest on.</summary>
public static class UnicodeSupport
{
    /// <summary>
    /// False under invariant globalization, where <see cref="string.Normalize()"/> returns its input: a full-width STOP would
    /// pass for no keyword. A server must not start then.
    /// </summary>
    public static bool NormalizationWorks() =>
        TextClassifier.Classify("ＳＴＯＰ", CompiledKeywords.Default).Kind == InboundKind.OptOut
        && TextClassifier.Classify("arrêt", CompiledKeywords.Default).Kind == InboundKind.OptOut;
}
