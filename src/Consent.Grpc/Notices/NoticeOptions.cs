using System.ComponentModel.DataAnnotations;

namespace Consent.Grpc.Notices;

/// <summary>What is shown to the person whose message is blocked.</summary>
public sealed class NoticeOptions
{
    public const string Section = "Notice";

    /// <summary>Gets or sets the product that is named in the notice.</summary>
    /// <value>1 to 64 characters; the default is <c>FieldPulse</c>.</value>
    [Required]
    [StringLength(64, MinimumLength = 1)]
    public string ProductName { get; set; } = "FieldPulse";
}
