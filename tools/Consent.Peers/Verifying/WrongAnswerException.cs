namespace Consent.Peers.Verifying;

internal sealed class WrongAnswerException(string message) : Exception(message);
