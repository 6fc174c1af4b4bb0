using System.ComponentModel.DataAnnotations;
using Consent.Core.Texts;
using Microsoft.Extensions.Options;

namespace Consent.Grpc.Notices;

/// <summary>What is shown to the person whose message is blocked.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Notice";

    /// <summary>Gets or sets the product that is named in the notice.</summary>
    /// <value>1 to 64 characters on one line; the default is <c>FieldPulse</c>.</value>
    [Required]
    [StringLength(64, MinimumLength = 1)]
    [RegularExpression(ControlCharacters.OneLine, ErrorMessage = "Notice:ProductName must be one line without control characters.")]
    public string ProductName { get; set; } = "FieldPulse";
}

[OptionsValidator]
internal sealed partial class NoticeOptionsValidator : IValidateOptions<NoticeOptions>;
