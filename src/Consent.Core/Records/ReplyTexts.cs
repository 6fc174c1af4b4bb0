namespace Consent.Core.Records;

/// <summary>The texts of the replies that an event may call for, filled in.</summary>
/// <param name="OptOutConfirmation">Follows an opt-out that applies, once.</param>
/// <param name="OptInConfirmation">Follows an opt-in that takes effect.</param>
/// <param name="Help">Answers a HELP.</param>
/// <param name="HowToReturn">Answers an opt-in that was not applied.</param>
public sealed record ReplyTexts(string OptOutConfirmation, string OptInConfirmation, string Help, string HowToReturn);
