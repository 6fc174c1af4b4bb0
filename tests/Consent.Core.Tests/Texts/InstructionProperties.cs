using Consent.Core.Texts;
using CsCheck;
using static Consent.Core.Tests.Texts.Classifying;

namespace Consent.Core.Tests.Texts;

public sealed class InstructionProperties
{
    private static readonly Gen<string> Instruction = Gen.OneOf(
        Gen.Select(
            Gen.OneOf("Reply", "Text", "Txt", "Send", "Respond with", "Answer", "reply with the word", "Please reply"),
            Gen.OneOf("STOP", "\"STOP\"", "END", "QUIT", "UNSUBSCRIBE", "CANCEL", "STOPALL"),
            Gen.OneOf(" to 24273", "", "", ""),
            Gen.OneOf(
                " to end", " to unsubscribe", " to opt out", " to opt-out of these messages", " to cancel at any time",
                " if you no longer wish to receive messages", " to stop receiving texts from us", " to be removed from our list",
                " 2 end"))
            .Select((verb, keyword, number, purpose) => $"{verb} {keyword}{number}{purpose}"),
        Gen.OneOf(
            "To opt out, reply STOP", "To stop getting these alerts text STOP to 24273", "STOP2END", "STOP to end", "STOP=END",
            "Txt HELP for help, STOP to end", "Reply HELP for help, STOP to cancel", "If you no longer wish to get texts, reply STOP",
            "Responda STOP para cancelar", "Envíe BAJA al 24273", "Responda ALTO para dejar de recibir mensajes",
            "Répondez STOP pour vous désabonner", "STOP au 36180", "Antworten Sie mit STOP", "Responda PARAR para cancelar"));

    // Words that opt nobody out and do not ask for anything.
    private static readonly Gen<string> OtherWords = Gen.OneOf(
        "Acme: see you Tuesday at 9", "Thanks for contacting Bob's Plumbing!", "We reply within an hour", "it says", "your message says",
        "what does this mean", "Your code is 4471", "Sale! 20% off all filters", "lol", "Got it, 3pm works", "Visite confirmée",
        "Su cita es el martes", "Alerts from Acme", "Please bring the part", "gate code 1234#", "who is this?",
        "http://example.com/x?y=z", "Welcome to Acme", "Hallo", "the tech was great");

    private static readonly Gen<string> Joint = Gen.OneOf(". ", "\n", " - ", "! ", "\n\n", ".\n", "? ", " | ", "; ");

    [Fact]
    public void Classify_InstructionAmongOtherWords_IsNeverOptOut() =>
        Gen.Select(OtherWords, Joint, Instruction, Joint, OtherWords.Array[0, 3])
            .Sample(
                (before, joint, instruction, next, after) =>
                    Means(before + joint + instruction + next + string.Join(next, after)) is InboundKind.None,
                iter: 20_000);

    [Fact]
    public void Classify_InstructionAboveOtherWords_IsNeverOptOut() =>
        Gen.Select(Instruction, Joint, OtherWords)
            .Sample(
                (instruction, joint, after) =>
                    Means(instruction + joint + after) is InboundKind.None or InboundKind.PossibleOptOut,
                iter: 20_000);

    [Fact]
    public void Classify_InstructionInAReaction_IsNone() =>
        Gen.Select(
            Gen.OneOf(
                "Liked “{0}”", "Loved “{0}”", "👍 to “{0}”", "Removed a heart from “{0}”", "Le gusta “{0}”", "A aimé « {0} »", "Gefällt „{0}“",
                "Curtiu “{0}”", "Liked \"{0}\"", "Reacted 😂 to “{0}”", "Loved “{0}…", "> {0}", "Fwd: Acme: {0}",
                "Thanks\n-----Original Message-----\n{0}", "Thanks\nOn Mon, Jan 5, 2026 at 3:14 PM Acme wrote:\n{0}"),
            Instruction)
            .Sample(
                (quote, instruction) => Means(quote.Replace("{0}", instruction, StringComparison.Ordinal)) is InboundKind.None,
                iter: 20_000);

    [Fact]
    public void Classify_InstructionAlone_IsOptOut() =>
        Gen.Select(Gen.OneOf("", "ok ", "please ", "hi, "), Instruction, Gen.OneOf("", ".", "!", " please", " thanks", "\n"))
            .Sample((before, instruction, after) => Means(before + instruction + after) == InboundKind.OptOut, iter: 20_000);

    [Fact]
    public void Classify_OptOutBesideAnInstruction_IsOptOut() =>
        Gen.Select(Instruction, Joint, Gen.OneOf("Stop texting me", "please take me off your list", "I want to opt out", "wrong number"))
            .Sample((instruction, joint, own) => Means(instruction + joint + own) == InboundKind.OptOut, iter: 20_000);

    private static InboundKind Means(string body) => Read(body).Kind;
}
