using System.Collections.Frozen;

namespace Consent.Core.Texts.Instructions;

/// <summary>The words of the sentences that tell how to stop, in the languages in which they are sent.</summary>
internal static class InstructionWords
{
    /// <summary>No longer word has a role.</summary>
    internal const int LongestForm = 20;

    // In small letters, without accents and apostrophes.
    private static readonly (Role Role, string Words)[] Words =
    [
        (Role.Verb,
            "reply respond answer text txt send message msg sms type rply "
            + "responda responde responder conteste contesta envie envia enviar mande manda mandar escriba escribe texto textee "
            + "repondez repondre reponds envoyez envoyer tapez texter textez "
            + "antworten antworte senden sende schicken schreiben schreibe risponda rispondi rispondere invia inviare scrivi "
            + "отправьте ответьте пришлите 回复 回覆 发送 أرسلوا أرسل ارسلوا ارسل loi soan reponn voye"),
        (Role.MayBeNoun, "text txt message msg sms type reply answer mensaje texto"),
        (Role.Determiner,
            "your the this that a an my last these those any every each another no more of first second our his her one new "
            + "spam wrong which what"),
        (Role.With,
            "with the word back us keyword only just a mit dem wort sie con avec com la le el palabra mot das ang po by code"),
        (Role.Link,
            "to 2 for if in order pour para per um zu zum zur vous se te sich or and be get have o ou y u et e oder und для чтобы "
            + "de đe pou mag muling su nous"),
        (Role.PurposeLink, "to 2 for pour para per um zum для чтобы đe pou"),
        (Role.AndOr, "or and o ou y u et e oder und или and"),
        (Role.Complains, "times time why often porque pourquoi warum"),
        (Role.Done, "unsubscribed unsubbed opted removed subscribed resubscribed deactivated unenrolled optedout"),
        (Role.ToNumber, "to at au al an a para no nach na ao the number para an"),
        (Role.Purpose,
            "stop end cancel quit unsubscribe unsub optout opt leave discontinue remove removed unsubscribed disable cease exit "
            + "opted stopped cancelled canceled delete terminate unenroll out "
            + "desabonner desinscrire arreter annuler resilier desabonnement desinscription recevoir "
            + "cancelar salir terminar detener dejar parar baja desuscribirse darse darte eliminar recibir cancelacion "
            + "sair descadastrar receber abmelden abbestellen beenden kundigen abzumelden abmeldung "
            + "annullare annullarla disiscriverti disiscriversi interrompere "
            + "отмены отменить отказа отписаться 退订 退訂 取消 لإلغاء لالغاء huy dezabone "
            + "resubscribe subscribe start restart rejoin join optin reabonner suscribirse reativar reativa anzumelden riattivarla "
            + "iscriversi возобновления возобновить 重新订阅 لإعادة dang đang abone "
            + "help info information support assistance aide ayuda hilfe ajuda assistenza tulong справки 获取帮助 للمساعدة ed tro "
            + "obtenir recibir obter jwenn"),
        (Role.Tail,
            "out of from these this those our your the all any further future more text texts message messages msg msgs alert alerts "
            + "sms mms notification notifications update updates reminder reminders marketing promo promos promotion promotions "
            + "promotional offers offer ads communication communications list lists mailing service services program subscription "
            + "campaign at time anytime here again by us number phone you no longer dont do not want wish would like prefer "
            + "receive receiving get getting sending sent being "
            + "plus ne pas nos ces ce vos les des la le l de du votre notre notifications aide "
            + "mas no mensajes mensaje textos los las el estos nuestros nuestra esta lista suscripcion desea deseas nuevo recibir ya de "
            + "mais nao mensagens estas sua inscricao ajuda la keine weiteren nachrichten mehr diese wieder erhalten "
            + "messaggi l iscrizione piu подписки получать ее الاشتراك dang đang ky lai duoc giup tin nhan subscribe sa anko"),
        (Role.Courtesy,
            "please pls plz thanks thank you thx ty ok okay yes no now hi hello hey sorry just por favor gracias merci svp bitte danke "
            + "msg msgs message data rates rate may apply freq frequency varies std standard messages terms conditions privacy sir maam "
            + "si non oui and or y et obrigado"),
        (Role.Customer, "i ive im ill id we weve ya jai ich eu yo je nous ive wed"),
        (Role.Aux,
            "have has had already just will did tried try keep kept been even now then to must need needed going gonna having "
            + "also always only still wont cant not never dont didnt ai habe be tell told used want wanted "
            + "trying asking asked request requesting wish wished wishing decided chose ready able"),
        (Role.Asks, "if what does do should can could would whether how did must si que was wenn"),
        (Role.Said, "replied responded answered texted sent said typed wrote messaged txted put txtd entered hit say saying"),
        (Role.Own, "me my mine myself im ive"),
    ];

    private static readonly FrozenDictionary<string, Role>.AlternateLookup<ReadOnlySpan<char>> Roles = Words
        .SelectMany(entry => entry.Words.Split(' '), (entry, word) => (entry.Role, Word: word))
        .Concat(AutomaticReply.FirstWords.Select(word => (Role: Role.Begins, Word: word)))
        .GroupBy(entry => entry.Word, entry => entry.Role, StringComparer.Ordinal)
        .ToFrozenDictionary(
            word => word.Key, word => word.Aggregate((all, role) => all | role), StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    internal static Role Of(ReadOnlySpan<char> form) => Roles.TryGetValue(form, out var role) ? role : Role.None;
}
