using System.Collections.Immutable;

namespace Consent.Core.Registry;

/// <summary>The keywords that an account has in addition to the defaults, as they were given. Equal where they are the same words in the same order.</summary>
public sealed record OwnKeywords
{
    public static OwnKeywords None { get; } = new();

    public ImmutableArray<string> OptOut { get; init; } = [];

    public ImmutableArray<string> OptIn { get; init; } = [];

    public ImmutableArray<string> Help { get; init; } = [];

    public bool Equals(OwnKeywords? other) =>
        other is not null && OptOut.SequenceEqual(other.OptOut) && OptIn.SequenceEqual(other.OptIn) && Help.SequenceEqual(other.Help);

    public override int GetHashCode() => HashCode.Combine(OptOut.Length, OptIn.Length, Help.Length, OptOut.FirstOrDefault());
}
