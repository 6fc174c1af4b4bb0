using System.Collections.Immutable;

namespace Consent.Core.Registry;

/// <summary>The replies that an account has for languages. Equal if the same languages are in the same order.</summary>
public sealed record RepliesByLanguage
{
    public static RepliesByLanguage None { get; } = new();

    public ImmutableArray<LanguageReplies> All { get; init; } = [];

    /// <summary>The same replies with canonical tags, in the tags' order.</summary>
    /// <remarks>The tags are well-formed.</remarks>
    public RepliesByLanguage Canonical() => All.IsEmpty
        ? None
        : new RepliesByLanguage
        {
            All =
            [
                .. All.Select(replies => replies with { Tag = LanguageTag.Canonical(replies.Tag) })
                    .OrderBy(replies => replies.Tag, StringComparer.Ordinal),
            ],
        };

    /// <summary>The templates for a language; empty ones if there are none.</summary>
    /// <remarks>
    /// As RFC 4647 looks up: es-MX finds es. Texts are known by their language alone, so es finds es-MX if there is no other.
    /// </remarks>
    public ReplyTemplates Find(string language)
    {
        for (var rest = language; rest.Length > 0; rest = rest[..Math.Max(rest.LastIndexOf('-'), 0)])
        {
            if (First(tag => tag.Equals(rest, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found;
            }
        }

        return (language.Length > 0 ? First(tag => tag.StartsWith($"{language}-", StringComparison.OrdinalIgnoreCase)) : null)
            ?? ReplyTemplates.Defaults;
    }

    public bool Equals(RepliesByLanguage? other) => other is not null && All.SequenceEqual(other.All);

    public override int GetHashCode() => HashCode.Combine(All.Length, All.FirstOrDefault());

    private ReplyTemplates? First(Func<string, bool> matches) =>
        All.FirstOrDefault(replies => matches(replies.Tag))?.Templates;
}

/// <summary>An account's replies in one language.</summary>
/// <param name="Tag">The language's BCP 47 tag.</param>
/// <param name="Templates">The replies. An empty one means the built-in of the language.</param>
public sealed record LanguageReplies(string Tag, ReplyTemplates Templates);
