using Consent.Core.Numbers;

namespace Consent.Roster.Memory;

/// <summary>
/// A record's key in 128 bits, exact: a sender number or an account's serial number, tagged, and a customer's canonical number.
/// </summary>
internal readonly record struct RosterKey(ulong Scope, ulong Customer)
{
    private const int TagShift = 60;
    private const ulong AccountTag = 15;

    public static RosterKey ForNumber(SenderNumber sender, PhoneNumber customer) => new(sender.Packed, customer.CanonicalDigits);

    public static RosterKey ForAccount(uint serial, PhoneNumber customer) =>
        new((AccountTag << TagShift) | serial, customer.CanonicalDigits);

    /// <summary>Spreads keys evenly; the seed keeps chosen numbers from meeting in one bucket.</summary>
    public ulong Hash(ulong seed)
    {
        // The finalizer of MurmurHash3, once per half.
        var hash = Mix(Scope ^ seed);
        return Mix(hash ^ Customer);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
        value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
        return value ^ (value >> 33);
    }
}
