using System.Collections.Immutable;
using System.Globalization;
using Consent.Core.Texts;

namespace Consent.Core.Registry;

/// <summary>Checks an account's own keywords, compared as texts are read.</summary>
internal static class KeywordChecks
{
    /// <summary>The most characters of a keyword, normalized.</summary>
    public const int MaxKeyword = 34;

    /// <summary>The most characters of a keyword as written: accents may be written apart.</summary>
    public const int MaxWritten = 256;

    /// <summary>The most keywords of one kind.</summary>
    public const int MaxKeywords = 100;

    public static void Add(FieldProblems problems, OwnKeywords keywords)
    {
        var seen = new SeenKeywords();
        Add(problems, "opt_out_keywords", keywords.OptOut, InboundKind.OptOut, seen);
        Add(problems, "opt_in_keywords", keywords.OptIn, InboundKind.OptIn, seen);
        Add(problems, "help_keywords", keywords.Help, InboundKind.Help, seen);
    }

    private static void Add(
        FieldProblems problems, string list, ImmutableArray<string> keywords, InboundKind kind, SeenKeywords seen)
    {
        if (keywords.Length > MaxKeywords)
        {
            problems.TooMany(list, MaxKeywords);
            return;
        }

        for (var index = 0; index < keywords.Length; index++)
        {
            Add(problems, string.Create(CultureInfo.InvariantCulture, $"{list}[{index}]"), keywords[index], kind, seen);
        }
    }

    private static void Add(FieldProblems problems, string field, string written, InboundKind kind, SeenKeywords seen)
    {
        var before = problems.All.Count;
        problems.CheckLine(field, written, MaxWritten);
        if (problems.All.Count > before)
        {
            return;
        }

        var keyword = KeywordForm.Of(written);
        if (keyword.Core.Length == 0)
        {
            problems.Add(field, FieldProblemReason.KeywordEmpty, "has no letter or digit, so no text could be it");
        }
        else if (keyword.Length > MaxKeyword)
        {
            problems.TooLong(field, MaxKeyword);
        }
        else if (keyword.DefaultKindOtherThan(kind) is { } other)
        {
            problems.Add(
                field, FieldProblemReason.KeywordOfAnotherKind, $"is {other} by default, which cannot be taken away");
        }
        else if (!seen.TryAdd(keyword, kind))
        {
            problems.Add(field, FieldProblemReason.KeywordRepeated, "is listed before");
        }
    }

    // Opt-outs are matched without inner spaces, so two that differ only in spaces are one.
    private sealed class SeenKeywords
    {
        private readonly HashSet<string> _optOut = new(StringComparer.Ordinal);
        private readonly HashSet<string> _others = new(StringComparer.Ordinal);

        public bool TryAdd(KeywordForm keyword, InboundKind kind) => kind == InboundKind.OptOut
            ? _optOut.Add(keyword.JoinedCore)
            : !_optOut.Contains(keyword.JoinedCore) && _others.Add(keyword.Core);
    }
}
