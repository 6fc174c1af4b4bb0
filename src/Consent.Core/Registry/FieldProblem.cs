namespace Consent.Core.Registry;

/// <summary>One thing that is wrong with an account or a sender as given.</summary>
/// <param name="Field">The field's path in the contract's message, such as <c>opt_out_keywords[2]</c>.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Description">The same in words, and what would be right.</param>
/// <param name="Limit">The limit that was passed, if there is one.</param>
public sealed record FieldProblem(string Field, FieldProblemReason Reason, string Description, int? Limit = null);
