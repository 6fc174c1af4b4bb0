namespace Consent.Core.Records;

public enum ResubscribePolicy
{
    Unspecified = 0,

    /// <summary>Only a START texted by the customer lifts an opt-out. The default.</summary>
    CustomerStart = 1,

    /// <summary>A START is recorded but lifts nothing; an operator reactivates, with the customer's documented request.</summary>
    ManualReactivation = 2,
}
