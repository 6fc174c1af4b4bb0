namespace Consent.Core.Access;

/// <summary>What a credential may do: one role or several.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Ask whether a message may be sent.</summary>
    Check = 1,

    /// <summary>Record what customers and providers say.</summary>
    Inbound = 2,

    /// <summary>Read states, histories and the registry.</summary>
    Read = 4,

    /// <summary>Record opt-outs, reactivate, import, settle reviews.</summary>
    Operate = 8,

    /// <summary>Change the registry, verify the ledger, make API keys, and do all that the other roles may.</summary>
    Admin = 16,
}

/// <summary>Roles by their names, as options, claims and commands write them.</summary>
public static class RoleNames
{
    private static readonly (string Name, Roles Role)[] Names =
    [
        ("check", Roles.Check),
        ("inbound", Roles.Inbound),
        ("read", Roles.Read),
        ("operate", Roles.Operate),
        ("admin", Roles.Admin),
    ];

    /// <summary>Gets all names.</summary>
    public static IEnumerable<string> All => Names.Select(name => name.Name);

    /// <summary>The role of that name, in lower case; <see cref="Roles.None"/> where there is none.</summary>
    public static Roles Parse(string name) => Array.Find(Names, known => known.Name == name).Role;

    /// <summary>The names of the roles.</summary>
    public static IEnumerable<string> Of(Roles roles) => Names.Where(name => roles.HasFlag(name.Role)).Select(name => name.Name);
}
