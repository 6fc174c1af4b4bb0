namespace Consent.Core.Texts;

/// <summary>The keywords of every account. None can be removed.</summary>
internal static class DefaultKeywords
{
    /// <summary>The opt-out from every number of the business.</summary>
    internal const string OptOutOfAllNumbers = "stopall";

    // In languages other than English, words of this one meaning. Sentences and doubtful words are in Languages.
    // Stop, quit, end, revoke, opt out, cancel and unsubscribe are named by 47 CFR 64.1200(a)(10).
    internal static readonly string[] OptOut =
    [
        "stop", OptOutOfAllNumbers, "unsubscribe", "unsub", "cancel", "end", "quit", "revoke", "optout", "remove",
        "arret", "désabonner", "désabonnement", "alto", "parar", "baja", "desuscribir", "desuscribirme", "descadastrar", "stopp",
        "退订", "退訂", "取消订阅", "取消訂閱", "停止", "수신거부", "중지", "hủy đăng ký", "huy dang ky", "توقف", "إيقاف", "إلغاء الاشتراك",
        "стоп", "отписаться", "itigil", "sispann",
    ];

    // Not "yes": it may be the answer to a question.
    internal static readonly string[] OptIn = ["start", "unstop", "nonarret", "resubscribe"];

    internal static readonly string[] Help = ["help", "info", "aide", "ayuda"];
}
