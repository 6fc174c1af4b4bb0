namespace Consent.Core.Texts;

/// <summary>Where each character of a text came from, as steps rewrite it, and which of them left something out.</summary>
/// <remarks>Kept only to explain an answer: reading a text needs none.</remarks>
internal sealed class TextOrigins
{
    private readonly List<LeftOut> _leftOut = [];
    private Origin[] _origins;

    /// <summary>Begins with a body's characters, each of which came from itself.</summary>
    internal TextOrigins(int length) => _origins = [.. Enumerable.Range(0, length).Select(at => new Origin(at, at + 1))];

    /// <summary>Gets what was left out, in the order in which the steps did so.</summary>
    internal IReadOnlyList<LeftOut> LeftOut => _leftOut;

    /// <summary>The part of the body from which a part of the text came.</summary>
    internal Origin this[int start, int end] => start < end
        ? new Origin(_origins[start].Start, _origins[end - 1].End)
        : Empty(start < _origins.Length ? _origins[start].Start : _origins is [.., var last] ? last.End : 0);

    internal void Add(string rule, int start, int end) => _leftOut.Add(new LeftOut(rule, this[start, end]));

    /// <summary>Takes the origins of the text as it now is.</summary>
    internal void Replace(Origin[] origins) => _origins = origins;

    private static Origin Empty(int at) => new(at, at);
}

/// <summary>A part of a body.</summary>
internal readonly record struct Origin(int Start, int End);

/// <summary>A part of a body that is not the customer's own words, and the name of the rule that left it out.</summary>
internal readonly record struct LeftOut(string Rule, Origin Part);
