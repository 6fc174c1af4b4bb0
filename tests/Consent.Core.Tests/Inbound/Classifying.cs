using Consent.Core.Inbound;

namespace Consent.Core.Tests.Inbound;

/// <summary>Shorthand of the classifier's tests.</summary>
internal static class Classifying
{
    public static InboundKind Kind(string body) => TextClassifier.Classify(body, KeywordSettings.Default).Kind;

    public static Classification OptOut(string matched) => new(InboundKind.OptOut, matched);
}
