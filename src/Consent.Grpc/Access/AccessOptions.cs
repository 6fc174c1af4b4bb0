namespace Consent.Grpc.Access;

/// <summary>Which callers are served.</summary>
public sealed class AccessOptions
{
    /// <summary>Gets or sets a value indicating whether a caller must show a credential.</summary>
    public bool IsRequired { get; set; }

    /// <summary>Gets or sets a value indicating whether API keys are taken.</summary>
    public bool TakesApiKeys { get; set; }

    /// <summary>Gets or sets who may read what describes the methods: reflection, <c>/openapi</c> and <c>/docs</c>.</summary>
    public DocumentationAccess Documentation { get; set; }
}

/// <summary>Who may read what describes the methods.</summary>
public enum DocumentationAccess
{
    /// <summary>Whoever may call a method.</summary>
    WithCredentials = 0,

    /// <summary>Everybody.</summary>
    Open = 1,

    /// <summary>Nobody.</summary>
    Off = 2,
}
