namespace Consent.Storage.Seals;

/// <summary>
/// If a key is configured, it must have signed at least one seal, and every seal after the first that it signed. The seals before need no
/// signature: the digest of a later one covers them. So a ledger may begin without a key, or change it.
/// </summary>
internal sealed class SignatureRule(SealSigner signer)
{
    private bool _isSigned;
    private Seal? _first;
    private Seal? _last;

    /// <summary>The fault of the next seal; null if there is none.</summary>
    public SealFault? Check(Seal seal)
    {
        if (signer.KeyId is null)
        {
            return null;
        }

        (_first, _last) = (_first ?? seal, seal);
        if (signer.IsSignedByMe(seal))
        {
            _isSigned = true;
            return null;
        }

        // A signature that bears this key's id but is not the key's is forged, wherever it is.
        return _isSigned || seal.KeyId == signer.KeyId
            ? new SealFault(seal.FromPosition, seal.ThroughPosition, $"The seal is not signed by the key {signer.KeyId}.")
            : null;
    }

    /// <summary>The fault of all of them together; null if there is none.</summary>
    public SealFault? CheckAll() => _isSigned || _first is null
        ? null
        : new SealFault(_first.FromPosition, _last!.ThroughPosition, $"No seal is signed by the key {signer.KeyId}.");
}
