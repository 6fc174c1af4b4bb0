using System.Collections.Frozen;

namespace Consent.Core.Registry;

/// <summary>The built-in replies in each language whose keywords are read.</summary>
public static class ReplyLanguages
{
    private static readonly FrozenDictionary<string, ReplyLanguage> ByTag = new Dictionary<string, ReplyLanguage>
    {
        ["en"] = new()
        {
            Unsubscribed = "{business}: you are unsubscribed and will receive no more messages from {scope}.",
            Subscribed = "{business}: you are subscribed again. Reply HELP for help, STOP to unsubscribe.",
            Help = "{business}: reply STOP to unsubscribe.",
            HelpWithStart = "{business}: reply STOP to unsubscribe, START to resubscribe.",
            HelpByText = "{business}: to unsubscribe or resubscribe, text STOP or START to {reply_number}.",
            StillUnsubscribed = "{business}: you are still unsubscribed.",
            StillSubscribed = "{business}: you are subscribed. Reply STOP to unsubscribe, HELP for help.",
            ReplyStart = "Reply START to resubscribe.",
            TextStart = "To resubscribe, text START to {reply_number}.",
            ContactUs = "Contact us to resubscribe.",
            Contact = "To resubscribe: {contact}.",
            HelpContact = "For help: {contact}.",
            ThisNumber = "this number",
            Us = "us",
        },
        ["fr"] = new()
        {
            Unsubscribed = "{business} : vous êtes désabonné et ne recevrez plus de messages de {scope}.",
            Subscribed = "{business} : vous êtes de nouveau abonné. Répondez AIDE pour obtenir de l'aide, STOP pour vous désabonner.",
            Help = "{business} : répondez STOP pour vous désabonner.",
            HelpWithStart = "{business} : répondez STOP pour vous désabonner, START pour vous réabonner.",
            HelpByText = "{business} : pour vous désabonner ou vous réabonner, envoyez STOP ou START au {reply_number}.",
            StillUnsubscribed = "{business} : vous êtes toujours désabonné.",
            StillSubscribed = "{business} : vous êtes abonné. Répondez STOP pour vous désabonner, AIDE pour obtenir de l'aide.",
            ReplyStart = "Répondez START pour vous réabonner.",
            TextStart = "Pour vous réabonner, envoyez START au {reply_number}.",
            ContactUs = "Contactez-nous pour vous réabonner.",
            Contact = "Pour vous réabonner : {contact}.",
            HelpContact = "Pour obtenir de l'aide : {contact}.",
            ThisNumber = "ce numéro",
            Us = "notre part",
        },
        ["es"] = new()
        {
            Unsubscribed = "{business}: se ha dado de baja y no recibirá más mensajes de {scope}.",
            Subscribed = "{business}: está suscrito de nuevo. Responda AYUDA para recibir ayuda, STOP para darse de baja.",
            Help = "{business}: responda STOP para darse de baja.",
            HelpWithStart = "{business}: responda STOP para darse de baja, START para suscribirse de nuevo.",
            HelpByText = "{business}: para darse de baja o suscribirse de nuevo, envíe STOP o START al {reply_number}.",
            StillUnsubscribed = "{business}: sigue dado de baja.",
            StillSubscribed = "{business}: está suscrito. Responda STOP para darse de baja, AYUDA para recibir ayuda.",
            ReplyStart = "Responda START para suscribirse de nuevo.",
            TextStart = "Para suscribirse de nuevo, envíe START al {reply_number}.",
            ContactUs = "Comuníquese con nosotros para suscribirse de nuevo.",
            Contact = "Para suscribirse de nuevo: {contact}.",
            HelpContact = "Para recibir ayuda: {contact}.",
            ThisNumber = "este número",
            Us = "nosotros",
        },
        ["pt"] = new()
        {
            Unsubscribed = "{business}: sua inscrição foi cancelada e você não receberá mais mensagens enviadas por {scope}.",
            Subscribed = "{business}: sua inscrição foi reativada. Responda HELP para obter ajuda, STOP para cancelar.",
            Help = "{business}: responda STOP para cancelar sua inscrição.",
            HelpWithStart = "{business}: responda STOP para cancelar sua inscrição, START para reativá-la.",
            HelpByText = "{business}: para cancelar ou reativar sua inscrição, envie STOP ou START para {reply_number}.",
            StillUnsubscribed = "{business}: sua inscrição continua cancelada.",
            StillSubscribed = "{business}: sua inscrição está ativa. Responda STOP para cancelar, HELP para obter ajuda.",
            ReplyStart = "Responda START para reativar sua inscrição.",
            TextStart = "Para reativar sua inscrição, envie START para {reply_number}.",
            ContactUs = "Entre em contato conosco para reativar sua inscrição.",
            Contact = "Para reativar sua inscrição: {contact}.",
            HelpContact = "Para obter ajuda: {contact}.",
            ThisNumber = "este número",
            Us = "nós",
        },
        ["de"] = new()
        {
            Unsubscribed = "{business}: Sie sind abgemeldet und erhalten keine weiteren Nachrichten von {scope}.",
            Subscribed = "{business}: Sie sind wieder angemeldet. Antworten Sie HELP für Hilfe, STOP zum Abmelden.",
            Help = "{business}: Antworten Sie STOP, um sich abzumelden.",
            HelpWithStart = "{business}: Antworten Sie STOP, um sich abzumelden, START, um sich wieder anzumelden.",
            HelpByText = "{business}: Um sich abzumelden oder wieder anzumelden, senden Sie STOP oder START an {reply_number}.",
            StillUnsubscribed = "{business}: Sie sind weiterhin abgemeldet.",
            StillSubscribed = "{business}: Sie sind angemeldet. Antworten Sie STOP zum Abmelden, HELP für Hilfe.",
            ReplyStart = "Antworten Sie START, um sich wieder anzumelden.",
            TextStart = "Um sich wieder anzumelden, senden Sie START an {reply_number}.",
            ContactUs = "Kontaktieren Sie uns, um sich wieder anzumelden.",
            Contact = "Um sich wieder anzumelden: {contact}.",
            HelpContact = "Für Hilfe: {contact}.",
            ThisNumber = "dieser Nummer",
            Us = "uns",
        },
        ["it"] = new()
        {
            Unsubscribed = "{business}: la Sua iscrizione è stata annullata e non riceverà più messaggi da {scope}.",
            Subscribed = "{business}: la Sua iscrizione è di nuovo attiva. Risponda HELP per assistenza, STOP per annullarla.",
            Help = "{business}: risponda STOP per annullare l'iscrizione.",
            HelpWithStart = "{business}: risponda STOP per annullare l'iscrizione, START per riattivarla.",
            HelpByText = "{business}: per annullare o riattivare l'iscrizione, invii STOP o START al {reply_number}.",
            StillUnsubscribed = "{business}: la Sua iscrizione è ancora annullata.",
            StillSubscribed = "{business}: la Sua iscrizione è attiva. Risponda STOP per annullarla, HELP per assistenza.",
            ReplyStart = "Risponda START per iscriversi di nuovo.",
            TextStart = "Per iscriversi di nuovo, invii START al {reply_number}.",
            ContactUs = "Ci contatti per iscriversi di nuovo.",
            Contact = "Per iscriversi di nuovo: {contact}.",
            HelpContact = "Per assistenza: {contact}.",
            ThisNumber = "questo numero",
            Us = "noi",
        },
        ["zh"] = new()
        {
            Unsubscribed = "{business}：您已退订，将不再收到{scope}发送的短信。",
            Subscribed = "{business}：您已重新订阅。回复 HELP 获取帮助，回复 STOP 退订。",
            Help = "{business}：回复 STOP 退订。",
            HelpWithStart = "{business}：回复 STOP 退订，回复 START 重新订阅。",
            HelpByText = "{business}：退订或重新订阅，请发送 STOP 或 START 至 {reply_number}。",
            StillUnsubscribed = "{business}：您仍处于退订状态。",
            StillSubscribed = "{business}：您已订阅。回复 STOP 退订，回复 HELP 获取帮助。",
            ReplyStart = "回复 START 重新订阅。",
            TextStart = "重新订阅请发送 START 至 {reply_number}。",
            ContactUs = "如需重新订阅，请联系我们。",
            Contact = "重新订阅请联系：{contact}。",
            HelpContact = "如需帮助请联系：{contact}。",
            ThisNumber = "此号码",
            Us = "我们",
        },
        ["ko"] = new()
        {
            Unsubscribed = "{business}: 수신이 거부되어 더 이상 {scope}에서 보내는 메시지를 받지 않습니다.",
            Subscribed = "{business}: 다시 수신 등록되었습니다. 도움이 필요하면 HELP, 수신을 거부하려면 STOP이라고 회신해 주세요.",
            Help = "{business}: 수신을 거부하려면 STOP이라고 회신해 주세요.",
            HelpWithStart = "{business}: 수신을 거부하려면 STOP, 다시 받으려면 START라고 회신해 주세요.",
            HelpByText = "{business}: 수신을 거부하거나 다시 받으려면 다음 번호로 STOP 또는 START라고 보내 주세요: {reply_number}.",
            StillUnsubscribed = "{business}: 아직 수신 거부 상태입니다.",
            StillSubscribed = "{business}: 수신 등록되어 있습니다. 수신을 거부하려면 STOP, 도움이 필요하면 HELP라고 회신해 주세요.",
            ReplyStart = "다시 받으려면 START라고 회신해 주세요.",
            TextStart = "다시 받으려면 다음 번호로 START라고 보내 주세요: {reply_number}.",
            ContactUs = "다시 받으려면 저희에게 연락해 주세요.",
            Contact = "재수신 문의: {contact}.",
            HelpContact = "도움말 문의: {contact}.",
            ThisNumber = "이 번호",
            Us = "당사",
        },
        ["vi"] = new()
        {
            Unsubscribed = "{business}: Quý khách đã hủy đăng ký và sẽ không nhận thêm tin nhắn từ {scope}.",
            Subscribed = "{business}: Quý khách đã đăng ký lại. Trả lời HELP để được trợ giúp, STOP để hủy đăng ký.",
            Help = "{business}: Trả lời STOP để hủy đăng ký.",
            HelpWithStart = "{business}: Trả lời STOP để hủy đăng ký, START để đăng ký lại.",
            HelpByText = "{business}: Để hủy đăng ký hoặc đăng ký lại, gửi STOP hoặc START đến {reply_number}.",
            StillUnsubscribed = "{business}: Quý khách vẫn đang ở trạng thái hủy đăng ký.",
            StillSubscribed = "{business}: Quý khách đang đăng ký nhận tin nhắn. Trả lời STOP để hủy đăng ký, HELP để được trợ giúp.",
            ReplyStart = "Trả lời START để đăng ký lại.",
            TextStart = "Để đăng ký lại, gửi START đến {reply_number}.",
            ContactUs = "Vui lòng liên hệ với chúng tôi để đăng ký lại.",
            Contact = "Để đăng ký lại: {contact}.",
            HelpContact = "Để được trợ giúp: {contact}.",
            ThisNumber = "số này",
            Us = "chúng tôi",
        },
        ["ar"] = new()
        {
            Unsubscribed = "{business}: تم إلغاء اشتراككم ولن تصلكم رسائل أخرى من {scope}.",
            Subscribed = "{business}: تم تفعيل اشتراككم من جديد. أرسلوا HELP للمساعدة أو STOP لإلغاء الاشتراك.",
            Help = "{business}: أرسلوا STOP لإلغاء الاشتراك.",
            HelpWithStart = "{business}: أرسلوا STOP لإلغاء الاشتراك أو START لإعادة الاشتراك.",
            HelpByText = "{business}: لإلغاء الاشتراك أو إعادته أرسلوا STOP أو START إلى {reply_number}.",
            StillUnsubscribed = "{business}: ما زال اشتراككم ملغى.",
            StillSubscribed = "{business}: اشتراككم مفعّل. أرسلوا STOP لإلغاء الاشتراك أو HELP للمساعدة.",
            ReplyStart = "أرسلوا START لإعادة الاشتراك.",
            TextStart = "لإعادة الاشتراك أرسلوا START إلى {reply_number}.",
            ContactUs = "يرجى الاتصال بنا لإعادة الاشتراك.",
            Contact = "لإعادة الاشتراك: {contact}.",
            HelpContact = "للمساعدة: {contact}.",
            ThisNumber = "هذا الرقم",
            Us = "شركتنا",
        },
        ["ru"] = new()
        {
            Unsubscribed = "{business}: ваша подписка отменена, вы больше не будете получать сообщения от {scope}.",
            Subscribed = "{business}: ваша подписка возобновлена. Отправьте HELP для справки, STOP для отмены подписки.",
            Help = "{business}: отправьте STOP для отмены подписки.",
            HelpWithStart = "{business}: отправьте STOP для отмены подписки, START для ее возобновления.",
            HelpByText = "{business}: чтобы отменить или возобновить подписку, отправьте STOP или START на {reply_number}.",
            StillUnsubscribed = "{business}: ваша подписка по-прежнему отменена.",
            StillSubscribed = "{business}: ваша подписка активна. Отправьте STOP для отмены подписки, HELP для справки.",
            ReplyStart = "Отправьте START, чтобы возобновить подписку.",
            TextStart = "Чтобы возобновить подписку, отправьте START на {reply_number}.",
            ContactUs = "Свяжитесь с нами, чтобы возобновить подписку.",
            Contact = "Чтобы возобновить подписку: {contact}.",
            HelpContact = "Справка: {contact}.",
            ThisNumber = "этого номера",
            Us = "нас",
        },
        ["tl"] = new()
        {
            Unsubscribed = "{business}: hindi na po kayo naka-subscribe at wala na kayong matatanggap na mensahe mula sa {scope}.",
            Subscribed = "{business}: naka-subscribe na po kayong muli. I-reply ang HELP para sa tulong, STOP para mag-unsubscribe.",
            Help = "{business}: i-reply po ang STOP para mag-unsubscribe.",
            HelpWithStart = "{business}: i-reply po ang STOP para mag-unsubscribe, START para muling mag-subscribe.",
            HelpByText = "{business}: para mag-unsubscribe o muling mag-subscribe, i-text po ang STOP o START sa {reply_number}.",
            StillUnsubscribed = "{business}: hindi pa rin po kayo naka-subscribe.",
            StillSubscribed = "{business}: naka-subscribe po kayo. I-reply ang STOP para mag-unsubscribe, HELP para sa tulong.",
            ReplyStart = "I-reply po ang START para muling mag-subscribe.",
            TextStart = "Para muling mag-subscribe, i-text po ang START sa {reply_number}.",
            ContactUs = "Makipag-ugnayan po sa amin para muling mag-subscribe.",
            Contact = "Para muling mag-subscribe: {contact}.",
            HelpContact = "Para sa tulong: {contact}.",
            ThisNumber = "numerong ito",
            Us = "amin",
        },
        ["ht"] = new()
        {
            Unsubscribed = "{business}: ou dezabòne, ou p ap resevwa mesaj nan {scope} ankò.",
            Subscribed = "{business}: ou abòne ankò. Reponn HELP pou jwenn èd, STOP pou dezabòne.",
            Help = "{business}: reponn STOP pou dezabòne.",
            HelpWithStart = "{business}: reponn STOP pou dezabòne, START pou abòne ankò.",
            HelpByText = "{business}: pou dezabòne oswa abòne ankò, voye STOP oswa START nan {reply_number}.",
            StillUnsubscribed = "{business}: ou toujou dezabòne.",
            StillSubscribed = "{business}: ou abòne. Reponn STOP pou dezabòne, HELP pou jwenn èd.",
            ReplyStart = "Reponn START pou abòne ankò.",
            TextStart = "Pou abòne ankò, voye START nan {reply_number}.",
            ContactUs = "Kontakte nou pou abòne ankò.",
            Contact = "Pou abòne ankò: {contact}.",
            HelpContact = "Pou jwenn èd: {contact}.",
            ThisNumber = "nimewo sa a",
            Us = "men nou",
        },
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets every built-in reply, and part of one.</summary>
    /// <remarks>A {reply_number} comes last in these, so that what is before it is long enough to be known.</remarks>
    internal static IEnumerable<string> All => ByTag.Values.SelectMany(language => new[]
    {
        language.Unsubscribed, language.Subscribed, language.Help, language.HelpWithStart, language.HelpByText,
        language.StillUnsubscribed, language.StillSubscribed, language.ReplyStart, language.TextStart, language.ContactUs,
        language.Contact, language.HelpContact,
    });

    /// <summary>Gets English, the language of replies to keywords that name none.</summary>
    public static ReplyLanguage English { get; } = ByTag["en"];

    /// <summary>The replies in the language of a BCP 47 tag, or of the language that the tag narrows; null if there are none.</summary>
    /// <remarks>As RFC 4647 looks up: es-MX finds es.</remarks>
    public static ReplyLanguage? Find(string tag)
    {
        for (var rest = tag; ; rest = rest[..rest.LastIndexOf('-')])
        {
            if (ByTag.TryGetValue(rest, out var language) || !rest.Contains('-', StringComparison.Ordinal))
            {
                return language;
            }
        }
    }
}

/// <summary>The replies in one language, from which templates are put together.</summary>
public sealed record ReplyLanguage
{
    /// <summary>Gets the confirmation of an opt-out, which <see cref="ReplyStart"/> or <see cref="ContactUs"/> follows.</summary>
    public required string Unsubscribed { get; init; }

    /// <summary>Gets the confirmation of an opt-in.</summary>
    public required string Subscribed { get; init; }

    /// <summary>Gets the answer to HELP where START lifts nothing.</summary>
    public required string Help { get; init; }

    /// <summary>Gets the answer to HELP where START lifts an opt-out.</summary>
    public required string HelpWithStart { get; init; }

    /// <summary>Gets the same from a sender that cannot be texted, where {reply_number} takes both.</summary>
    public required string HelpByText { get; init; }

    /// <summary>Gets what follows an opt-in that was not applied, before the way to return.</summary>
    public required string StillUnsubscribed { get; init; }

    /// <summary>Gets the answer to a customer who may ask to return, but is subscribed.</summary>
    public required string StillSubscribed { get; init; }

    /// <summary>Gets the way to return where START lifts an opt-out.</summary>
    public required string ReplyStart { get; init; }

    /// <summary>Gets the same from a sender that cannot be texted, where START to {reply_number} lifts an opt-out.</summary>
    public required string TextStart { get; init; }

    /// <summary>Gets the way to return where no START lifts an opt-out.</summary>
    public required string ContactUs { get; init; }

    /// <summary>Gets the same, where the account has a contact.</summary>
    public required string Contact { get; init; }

    /// <summary>Gets what follows the answer to HELP, where the account has a contact.</summary>
    public required string HelpContact { get; init; }

    /// <summary>Gets {scope} where an opt-out covers the number that was texted.</summary>
    public required string ThisNumber { get; init; }

    /// <summary>Gets {scope} where it covers the whole account.</summary>
    public required string Us { get; init; }
}
