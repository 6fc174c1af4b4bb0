using Consent.Core.Texts;
using Consent.Fuzz.Inputs;
using CsCheck;

namespace Consent.Fuzz.Targets;

/// <summary>What customers text, with the default keywords and with those of a business.</summary>
internal static class TextTargets
{
    // What is measured is the explanation alone where it takes long.
    private const int LongestCompared = 200;

    private static readonly CompiledKeywords Business = new(
        ["NIX", "no más", "не надо", "🛑", "n o"], ["DABEI"], ["HILFE"], KeywordMatching.Reasonable, ["Acme", "St. Mary's Plumbing & Co."]);

    private static readonly CompiledKeywords Exact = new(["NIX"], [], [], KeywordMatching.Exact);

    public static IEnumerable<ITarget> All =>
    [
        NumberTargets.Of("texts", 180, Texts.OfCustomers, text => TextClassifier.Classify(text, CompiledKeywords.Default)),
        NumberTargets.Of("texts to a business", 80, Texts.OfCustomers, ReadForBusiness),
        NumberTargets.Of("texts, explained", 40, Texts.OfCustomers, Explain),
        NumberTargets.Of("keywords", 10, Texts.OfCustomers.Where(text => text.Length <= 200), Compile),
    ];

    private static void ReadForBusiness(string text)
    {
        TextClassifier.Classify(text, Business);
        TextClassifier.Classify(text, Exact);
    }

    private static void Explain(string text)
    {
        var explained = TextClassifier.Explain(text, Business);
        if (text.Length <= LongestCompared && explained.Text != TextClassifier.Classify(text, Business))
        {
            throw new ContradictionException("The explanation is of another answer.");
        }

        if (explained.Start < 0 || explained.Length < 0 || explained.Start + explained.Length > text.Length)
        {
            throw new ContradictionException("The explanation points outside the text.");
        }
    }

    private static void Compile(string text)
    {
        var keywords = new CompiledKeywords([text], [], [text], KeywordMatching.Reasonable, [text]);
        TextClassifier.Classify(text, keywords);
    }
}
