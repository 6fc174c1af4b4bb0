using System.ComponentModel.DataAnnotations;
using Consent.Core.Texts;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Notices;

/// <summary>What is texted back to customers.</summary>
public sealed class ReplyOptions
{
    public const string Section = "Replies";

    /// <summary>Gets or sets the business that is named in replies from a sender that is not registered.</summary>
    /// <value>At most 64 characters on one line; the default, where it is empty, is the product's name.</value>
    [StringLength(64)]
    [RegularExpression(ControlCharacters.OneLine, ErrorMessage = "Replies:Business must be one line without control characters.")]
    public string Business { get; set; } = "";
}

[OptionsValidator]
internal sealed partial class ReplyOptionsValidator : IValidateOptions<ReplyOptions>;
