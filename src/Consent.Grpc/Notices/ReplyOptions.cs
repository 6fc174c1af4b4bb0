using System.ComponentModel.DataAnnotations;

namespace Consent.Grpc.Notices;

/// <summary>What is texted back to customers.</summary>
public sealed class ReplyOptions
{
    public const string Section = "Replies";

    /// <summary>Gets or sets the business that is named in replies from a sender that is not registered.</summary>
    /// <value>At most 64 characters; the default, where it is empty, is the product's name.</value>
    [StringLength(64)]
    public string Business { get; set; } = "";
}
