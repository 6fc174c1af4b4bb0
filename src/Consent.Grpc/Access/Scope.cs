using Google.Protobuf.Collections;

namespace Consent.Grpc.Access;

/// <summary>What a message is about, as it names it: a limited caller must cover all of it.</summary>
/// <remarks>A message that names nothing is about everything.</remarks>
internal readonly record struct Scope
{
    private Scope(ScopeKind kind) => Kind = kind;

    /// <summary>Gets the scope of a message that is about no account: whoever has the role may send it.</summary>
    public static Scope None { get; } = new(ScopeKind.None);

    /// <summary>Gets the scope of a message that goes over all accounts.</summary>
    public static Scope All { get; } = new(ScopeKind.All);

    public ScopeKind Kind { get; }

    /// <summary>Gets the sender number that it names; empty where it names none.</summary>
    public string Sender { get; private init; } = "";

    /// <summary>Gets more sender numbers that it names.</summary>
    public RepeatedField<string>? Senders { get; private init; }

    /// <summary>Gets the account that it names; empty where it names none.</summary>
    public string Account { get; private init; } = "";

    public static Scope Of(string sender = "", string account = "", RepeatedField<string>? senders = null) =>
        new(sender.Length > 0 || account.Length > 0 || senders?.Count > 0 ? ScopeKind.Named : ScopeKind.All)
        {
            Sender = sender,
            Account = account,
            Senders = senders,
        };
}

internal enum ScopeKind
{
    All = 0,
    Named = 1,
    None = 2,
}
