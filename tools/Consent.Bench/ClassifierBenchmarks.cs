using BenchmarkDotNet.Attributes;
using Consent.Core.Texts;

namespace Consent.Bench;

/// <summary>What it takes to decide what a text means.</summary>
[MemoryDiagnoser]
public class ClassifierBenchmarks
{
    private static readonly string Hostile = string.Concat(Enumerable.Repeat("never not no ", 124))[..TextNormalizer.MaxLength];

    private readonly CompiledKeywords _keywords = CompiledKeywords.Default;

    [Benchmark]
    public Classification Stop() => Classify("STOP");

    [Benchmark]
    public Classification Ordinary() => Classify(
        "Hi there, we are running about 20 minutes late for our appointment, is that still all right for you?");

    [Benchmark]
    public Classification OptOutSentence() => Classify("Please stop texting me, I already have a plumber");

    [Benchmark]
    public Classification Emoji() => Classify("Sounds good, see you on Tuesday at 3 👍🏽 don’t forget the ladder 😀");

    /// <summary>1,600 characters in which every word asks for the words before it.</summary>
    [Benchmark]
    public Classification Hostile1600() => Classify(Hostile);

    private Classification Classify(string body) => TextClassifier.Classify(body, _keywords);
}
