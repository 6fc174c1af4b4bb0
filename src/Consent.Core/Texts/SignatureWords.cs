using System.Collections.Frozen;

namespace Consent.Core.Texts;

/// <summary>Words of signatures, in the languages that texts are read in; as normalized texts have them.</summary>
internal static class SignatureWords
{
    /// <summary>How a line begins that a phone or a mail program wrote.</summary>
    internal static readonly string[] Programs = Normalized(
    [
        "Sent from ", "Sent via ", "Sent with ", "Sent using ", "Sent by ", "Get Outlook ", "Get BlueMail ", "Get Gmail ",
        "Enviado desde ", "Enviado do ", "Enviado de ", "Enviado con ", "Enviado via ", "Envoyé de ", "Envoyé depuis ",
        "Envoyé à partir ", "Envoyé avec ", "Gesendet von ", "Von meinem ", "Inviato da ", "Inviato dal ", "Obtenir Outlook ",
        "Obtener Outlook ", "Verstuurd vanaf ", "This message was sent ", "This message has been sent ",
        "This message and any ",
        "Confidentiality", "Yahoo Mail", "Sent on the ", "MMS sent ", "To play video messages", "Powered by ", "Virus-free",
        "Отправлено с ", "Отправлено из ", "发自我的", "發自我的", "从我的", "從我的", "나의 iPhone", "내 iPhone", "iPhone에서", "Gửi từ ",
        "تم الإرسال من", "أرسلت من", "مرسل من", "Ipinadala mula ", "Ipinadala gamit ", "Voye soti ", "Voye depi ",
    ]);

    /// <summary>The words of goodbye above a name.</summary>
    internal static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Closings = Normalized(
    [
        "best", "best regards", "kind regards", "warm regards", "warmest regards", "regards", "best wishes", "all the best",
        "thanks", "thank you", "many thanks", "thanks again", "sincerely", "sincerely yours", "yours sincerely", "yours truly",
        "yours", "respectfully", "respectfully yours", "cheers", "take care", "cordially", "love", "br",
        "cordialement", "bien cordialement", "merci", "merci d'avance", "salutations", "bien à vous", "sincères salutations",
        "saludos", "saludos cordiales", "un saludo", "un cordial saludo", "atentamente", "gracias", "muchas gracias",
        "atenciosamente", "att", "abraços", "obrigado", "obrigada", "cumprimentos", "com os melhores cumprimentos",
        "mit freundlichen Grüßen", "freundliche Grüße", "viele Grüße", "liebe Grüße", "beste Grüße", "Gruß", "Grüße", "mfg",
        "vg", "lg",
        "danke", "vielen Dank", "cordiali saluti", "distinti saluti", "saluti", "un saluto", "grazie", "с уважением", "спасибо",
        "谢谢", "謝謝", "此致", "敬礼", "此致敬礼", "祝好", "감사합니다", "고맙습니다", "수고하세요", "드림", "trân trọng", "cảm ơn", "thân mến",
        "مع التحية", "مع أطيب التحيات", "تحياتي", "شكرا", "شكراً", "salamat", "maraming salamat", "lubos na gumagalang",
        "mèsi", "mèsi anpil",
    ]).Select(closing => TrimmedText.Key(TrimmedText.Of(closing), joined: false))
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What stands at the end of a company's name.</summary>
    internal static readonly string[] Companies =
    [
        "llc", "inc", "ltd", "corp", "co", "company", "plc", "llp", "gmbh", "ag", "sarl", "sas", "sa", "srl", "spa", "ltda", "ооо",
        "公司",
    ];

    /// <summary>What a business is asked to cancel: no name when it is alone on its line.</summary>
    internal static readonly string[] Objects =
    [
        "appointment", "appointments", "appt", "visit", "service", "order", "delivery", "estimate", "quote", "repair",
        "installation", "install", "booking", "reservation", "reschedule",
    ];

    /// <summary>What stands between two names.</summary>
    internal static readonly string[] Joints = ["and", "&", "+", "y", "et", "und", "e", "и", "và", "at", "ak", "و"];

    /// <summary>Family names by which a name begins in Chinese and Korean.</summary>
    internal const string FamilyNames =
        "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金韦韋贾賈夏方邹鄒"
        + "熊白孟秦邱侯江尹薛闫段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴莫孔向汤湯"
        + "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추도석선설마길연위표명기반왕금옥육인맹제모탁국";

    /// <summary>Common given names in Arabic.</summary>
    internal static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> ArabicNames = Normalized(
        [.. ("محمد أحمد احمد علي حسن حسين محمود مصطفى عمر عثمان خالد يوسف إبراهيم ابراهيم عبدالله عبد فاطمة "
            + "مريم عائشة زينب سارة نور ليلى هدى "
            + "منى سمير كريم طارق سعيد سعد فهد ماجد ناصر سلمان سلطان فيصل راشد حمد جاسم صالح طه ياسر وليد "
            + "هاني رامي سامي عادل جمال كمال "
            + "أمين رشيد بلال حمزة آدم إسماعيل موسى عيسى داود سليمان زيد أسامة أنس أيمن باسم تامر جابر حازم "
            + "رنا ريم دينا هبة أمل إيمان "
            + "خديجة رقية سلمى ياسمين نادية سميرة جورج أبو أم").Split(' ')])
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static string[] Normalized(string[] words) =>
        [.. words.Select(word => TextNormalizer.Normalize(word).ToString())];
}
