namespace Consent.Core.Texts.Sentences;

/// <summary>French words, without accents and apostrophes: <c>menvoyez</c> is m'envoyez.</summary>
internal static class FrenchWords
{
    internal static readonly (Word Word, string Forms)[] All =
    [
        (Word.Arret, "arret"),
        (Word.StopFr, "arretez arrete arretes arreter cessez cesse cesser stoppez stoppe stopper darreter"),
        (Word.SendFr,
            "ecrire decrire ecrivez ecris envoyer denvoyer dappeler envoyez envoie texter textez contacter contactez appeler "
            + "appelez appelle deranger derangez derange harceler harcelez importuner importunez solliciter sollicitez "
            + "spammer spammez"),
        (Word.SendMeFr, "mecrire mecrivez mecris menvoyer menvoyez menvoie menvoies mappeler mappelez mappelle mimportuner"),
        (Word.DontSendFr, "nenvoyez nenvoie necrivez necris nappelez nappelle"),
        (Word.Ne, "ne"),
        (Word.Plus, "plus"),
        (Word.Pas, "pas"),
        (Word.De, "de d des du aux"),
        (Word.Moi, "moi"),
        (Word.EndFr,
            "retirez retire retirer enlevez enleve enlever supprimez supprime supprimer effacez efface effacer rayez rayer otez "
            + "annulez annule annuler revoque revoquer resilier resiliez"),
        (Word.UnsubscribeFr,
            "desabonner desabonnez desabonne desabonnement desinscrire desinscrivez desinscris desinscription desabo"),
        (Word.WantFr, "veux veut voulons souhaite souhaitons desire voudrais"),
        (Word.ReceiveFr, "recevoir"),
        (Word.LeaveFr, "laissez laisse lachez lache fichez fiche foutez fous"),
        (Word.Nothing, "rien nada"),
        (Word.Alone, "tranquille tranquilles tranquilo tranquila tranquilos solo sola paix paz"),
        (Word.Messages, "textos"),
        (Word.Sms, "texto"),
        (Word.Mailings, "publicites publicite pub pubs courriels offres appels promotionnels promociones ofertas "
            + "anuncios publicidad llamadas correos"),
        (Word.List, "liste listes lista listas fichiers"),
        (Word.Number, "numero numeros telephone telefono"),
        (Word.Consent, "consentement consentimiento"),
        (Word.Subscription, "abonnement suscripcion subscripcion"),
        (Word.Mistaken, "trompez trompe erreur equivoco equivoque equivocaste error"),
        (Word.Interested, "interesse interessee interesado interesada"),
    ];
}
