using System.ComponentModel.DataAnnotations;

namespace Consent.Silo.Listening;

/// <summary>Where the server listens.</summary>
public sealed class ListenOptions
{
    public const string Section = "Listen";

    /// <summary>Gets or sets the address for gRPC, which is HTTP/2.</summary>
    /// <value>The default is <c>http://127.0.0.1:5080</c>; port 0 takes any free one.</value>
    [Required]
    public string Grpc { get; set; } = "http://127.0.0.1:5080";

    /// <summary>Gets or sets the address for JSON and probes, which is HTTP/1.1.</summary>
    /// <value>The default is <c>http://127.0.0.1:5081</c>; port 0 takes any free one.</value>
    [Required]
    public string Web { get; set; } = "http://127.0.0.1:5081";
}
