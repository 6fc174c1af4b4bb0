using System.Globalization;
using Consent.Core.Registry;
using Consent.Grpc.Wire;
using Google.Protobuf;

namespace Consent.Grpc.Registry;

/// <summary>What is wrong with an account or a sender, by the fields' paths in the request.</summary>
internal static class RegistryFields
{
    public static void Add(this ref RequestReader reader, string resource, IReadOnlyList<FieldProblem> problems)
    {
        foreach (var problem in problems)
        {
            reader.Add(new Violation(
                $"{resource}.{problem.Field}",
                ReasonOf(problem.Reason),
                $"{resource}.{problem.Description}",
                problem.Limit?.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The revision that was read: counted from 1, 0 for none.</summary>
    public static void CheckRevision(this ref RequestReader reader, string resource, bool isGiven, long revision)
    {
        if (isGiven && revision < 0)
        {
            reader.Add($"{resource}.revision", ErrorReason.OutOfRange, $"{resource}.revision must not be below 0.");
        }
    }

    /// <summary>Refuses a resource of which nothing has arrived but, from the path of a PUT, its key.</summary>
    public static void CheckNotEmpty<T>(this ref RequestReader reader, string resource, T? given, T withKeyOnly)
        where T : class, IMessage<T>
    {
        if (given is null)
        {
            reader.Add(resource, ErrorReason.FieldRequired, $"{resource} is required.");
        }
        else if (given.Equals(withKeyOnly))
        {
            reader.Add(resource, ErrorReason.FieldRequired,
                $"{resource} is empty. In JSON the body is the {resource} itself, not an object that contains it.");
        }
    }

    private static string ReasonOf(FieldProblemReason reason) => reason switch
    {
        FieldProblemReason.Required => ErrorReason.FieldRequired,
        FieldProblemReason.TooLong => ErrorReason.FieldTooLong,
        FieldProblemReason.TooMany => ErrorReason.TooMany,
        FieldProblemReason.ControlCharacter => ErrorReason.ControlCharacter,
        FieldProblemReason.EnumUnknown => ErrorReason.EnumUnknown,
        FieldProblemReason.KeywordEmpty => ErrorReason.KeywordEmpty,
        FieldProblemReason.KeywordRepeated => ErrorReason.KeywordRepeated,
        FieldProblemReason.KeywordOfAnotherKind => ErrorReason.KeywordOfAnotherKind,
        FieldProblemReason.PlaceholderUnknown => ErrorReason.PlaceholderUnknown,
        FieldProblemReason.Blank => ErrorReason.FieldBlank,
        FieldProblemReason.LanguageTagInvalid => ErrorReason.LanguageTagInvalid,
        FieldProblemReason.LanguageRepeated => ErrorReason.LanguageRepeated,
        FieldProblemReason.ReplyNumberNotAccepted => ErrorReason.ReplyNumberNotAccepted,
        FieldProblemReason.ReplyNumberNotTextable => ErrorReason.ReplyNumberNotTextable,
        FieldProblemReason.ReplyNumberNotRegistered => ErrorReason.ReplyNumberNotRegistered,
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
