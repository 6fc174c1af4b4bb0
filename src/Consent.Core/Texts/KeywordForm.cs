using System.Globalization;

namespace Consent.Core.Texts;

/// <summary>A keyword as texts are compared with it.</summary>
/// <param name="Core">Normalized as a text is; empty where it has no letter or digit.</param>
/// <param name="JoinedCore">The same without inner spaces, hyphens and full stops.</param>
internal readonly record struct KeywordForm(string Core, string JoinedCore)
{
    /// <summary>Gets the number of characters, as a reader counts them.</summary>
    public int Length => new StringInfo(Core).LengthInTextElements;

    public static KeywordForm Of(string keyword)
    {
        var core = TrimmedText.Of(TextNormalizer.Normalize(keyword));
        return new KeywordForm(TrimmedText.Key(core, joined: false), TrimmedText.Key(core, joined: true));
    }

    /// <summary>The kind of default keyword that a text of this keyword is; null if the given kind, or none.</summary>
    public InboundKind? DefaultKindOtherThan(InboundKind kind)
    {
        if (KeywordTable.Defaults.TryFindOptOut(JoinedCore, out _))
        {
            return kind == InboundKind.OptOut ? null : InboundKind.OptOut;
        }

        // An opt-out is matched joined: it would also claim the joined text.
        return KeywordTable.Defaults.TryFindOther(Core, out var found)
            || (kind == InboundKind.OptOut && KeywordTable.Defaults.TryFindOther(JoinedCore, out found))
                ? found.Kind == kind ? null : found.Kind
                : null;
    }
}
