namespace Consent.Storage.Seals;

/// <summary>
/// Where a key is configured, every seal after the first that it signed must be signed by it, and one must be. The seals before need none: the
/// digest of a later one covers theirs, so a ledger may begin without a key, or change it.
/// </summary>
internal sealed class SignatureRule(SealSigner signer)
{
    private bool _isSigned;
    private Seal? _first;
    private Seal? _last;

    /// <summary>What is wrong with the next seal, or null.</summary>
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

        // A signature under this key's name that is not its signature is forged wherever it is.
        return _isSigned || seal.KeyId == signer.KeyId
            ? new SealFault(seal.FromPosition, seal.ThroughPosition, $"The seal is not signed by the key {signer.KeyId}.")
            : null;
    }

    /// <summary>What is wrong with all of them, or null.</summary>
    public SealFault? CheckAll() => _isSigned || _first is null
        ? null
        : new SealFault(_first.FromPosition, _last!.ThroughPosition, $"No seal is signed by the key {signer.KeyId}.");
}
