using Consent.Core.Access;
using Consent.Grpc.Access;

namespace Consent.Grpc.Limits;

/// <summary>What a call is, as far as limits go.</summary>
internal enum CallKind
{
    /// <summary>May a message go out?</summary>
    Check = 0,

    /// <summary>What a customer said: RecordInbound and RecordOptOut. Nothing of other kinds may keep it out.</summary>
    Recording = 1,

    /// <summary>Everything that people and their programs ask and do.</summary>
    Read = 2,
}

internal static class CallKinds
{
    public const int Count = 3;

    /// <summary>The kind of a method, which is told from who may call it.</summary>
    public static CallKind Kind(this Demand demand) =>
        demand.Roles.HasFlag(Roles.Inbound) ? CallKind.Recording
        : demand.Roles == Roles.Check ? CallKind.Check
        : CallKind.Read;
}
