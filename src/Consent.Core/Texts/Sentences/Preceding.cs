namespace Consent.Core.Texts.Sentences;

/// <summary>Words before a verb, as a rule names them.</summary>
/// <remarks>
/// Written as a <see cref="Phrase"/> is, and read backwards from the verb: of <c>why dont</c>, <c>dont</c> is the word that is
/// reached, and <c>why</c> is right before it. <c>!a</c> in that place is any word but a. <c>=a</c> is the next word, before
/// the verb. <c>+a</c> is anywhere between the word reached and the verb; <c>-a</c> is not.
/// </remarks>
internal sealed class Preceding
{
    private readonly WordSet _reached;
    private readonly WordSet? _notBefore;
    private readonly WordSet? _next;
    private readonly WordSet? _with;
    private readonly WordSet? _without;
    private readonly WordSet[] _before;

    internal Preceding(string pattern)
    {
        var parts = pattern.Split(' ');
        var words = parts.Where(part => char.IsLetter(part[0]) || part[0] == '@').Select(WordSets.Of).ToArray();
        (_before, _reached) = (words[..^1], words[^1]);
        Array.Reverse(_before);
        (_notBefore, _next, _with, _without) = (Marked('!'), Marked('='), Marked('+'), Marked('-'));

        WordSet? Marked(char mark) => parts.FirstOrDefault(part => part[0] == mark) is { } part ? WordSets.Of(part[1..]) : null;
    }

    /// <summary>The words that can be the one that is reached.</summary>
    internal IEnumerable<Word> Reached => _reached.Words;

    /// <summary>Whether the rule holds at a position, where its word is known to be.</summary>
    /// <param name="sentence">The text's words.</param>
    /// <param name="at">The position reached.</param>
    /// <param name="between">The words from there to the verb, the nearest to the verb first.</param>
    internal bool Matches(ref Sentence sentence, int at, scoped ReadOnlySpan<Word> between)
    {
        for (var i = 0; i < _before.Length; i++)
        {
            if (!_before[i].Contains(sentence[at - 1 - i]))
            {
                return false;
            }
        }

        return (_notBefore is null || !_notBefore.Contains(sentence[at - 1]))
            && (_next is null || (between is [.., var next] && _next.Contains(next)))
            && (_with is null || _with.ContainsAnyOf(between))
            && (_without is null || !_without.ContainsAnyOf(between));
    }
}
