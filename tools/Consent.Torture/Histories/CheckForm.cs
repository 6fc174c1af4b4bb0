namespace Consent.Torture.Histories;

/// <summary>How a check was asked.</summary>
internal enum CheckForm
{
    Single,
    Batch,
    Stream,
}
