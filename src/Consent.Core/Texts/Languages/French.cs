namespace Consent.Core.Texts.Languages;

/// <summary>An apostrophe parts words; forms such as <c>menvoyez</c> are those of who leaves it out.</summary>
internal static class French
{
    internal static Language Language { get; } = new("french")
    {
        Words = """
            loose: s s_il sil il_vous_plait sil_vous_plaît te_plaît vous_plaît plaît svp stp merci beaucoup de d des du la le
            loose: être faites fait faire les l un une à au aux me m moi nous vous tu se mes mon ma vos votre tes ton ta ces ce
            loose: cet cette que plus aucun aucune tout tous toute toutes en par pour sur jamais bonjour bonsoir monsieur madame
            loose: maintenant immédiatement désormais encore ça cela autre autres texte veuillez prière je j on dans
            loose: promotionnels promotionnel publicitaires publicitaire automatiques veux voudrais vouloir bien donc please
            loose: thanks comment puis peux pouvez toujours sans_cesse commerciaux leur mobile
            close: et ou mais car sinon merci svp ne n pas
            stop: arrêtez arrête arrêtes arrêter cessez cesse cesser stoppez stoppe stopper stop halte darrêter
            send: envoyer envoyez envoie envoies envoyiez envoyé adresser adressez menvoyer menvoyez menvoie menvoies denvoyer
            send: envoi envois lenvoi transmettre
            write: écrire écrivez écris écriviez texter textez contacter contactez contacte contactiez déranger dérangez dérange
            write: contacté contactée contactés harceler harcelez harcèle importuner importunez solliciter sollicitez spammer
            write: spammez embêter embêtez relancer relancez mécrire mécrivez mécris décrire emmerder emmerdez soûler
            write: mimportuner
            call: appeler appelez appelle téléphoner téléphonez mappeler mappelez mappelle dappeler
            messages: message messages sms texto textos msg msgs mms publicité publicités pub pubs promotions promotion offres
            messages: harcèlement notifications alertes spam spams rien infolettre infolettres communications courriels rappels
            messages: mesages mesage appels
            sms: message messages sms texto textos msg msgs publicité publicités pub pubs spam spams mesages notifications
            these: ces cela ça
            none: aucun aucune zéro
            not: ne n
            dontsend: nenvoyez nenvoie nécrivez nécris nappelez nappelle
            neg: plus pas jamais rien
            plus: plus
            pas: pas
            want: veux veut voulons souhaite souhaitons désire désirons voudrais accepte consens autorise veus
            again: nouveau nouveaux
            receive: recevoir
            list: liste listes fichier fichiers base diffusion
            waiting: attente dattente invités
            remove: retirez retire retirer enlevez enlève enlever supprimez supprime supprimer effacez efface effacer rayez
            remove: remove rayer ôtez ôter radiez désactivez sortez
            me: me m moi nous
            unsub: désabonner désabonnez désabonne désabonnement désinscrire désinscrivez désinscris désinscription désabo
            unsub: désabonnes désabonnés desabonement
            number: numéro numéros téléphone portable nom coordonnées num cellulaire
            wrong: mauvais mauvaise faux fausse erroné
            mistaken: trompez trompe trompé trompés
            error: erreur
            you: vous tu
            person: personne
            leave: laissez laisse lâchez lâche fichez fiche foutez fous foutre
            peace: tranquille tranquilles paix
            loosen: lâchez lâche
            consent: consentement autorisation accord
            subscription: abonnement inscription labonnement linscription
            cancel: annulez annule annuler résilier résiliez résilie révoque révoquer retire
            interest: intéressé intéressée intéresse intéressés
            belong: appartient est
            arret: arret arrêt
            atonce: tout tous maintenant immédiatement svp
            alone: arrêtez arrêter stop cessez stoppez désabonner désabonnez désabonnement désinscription désinscrire arrête
            alone: arrêtes désinscrivez cancel unsubscribe quit désabo
            maybe: annuler quitter sortir fin assez supprimer retirer annulez terminer
            why: pourquoi
            told: suis il elle ils elles qui vais allons fils ai
            good: bon
            be: est cest
            except: avant après jusqu demain aujourd soir matin nuit dimanche pendant quand lorsque attente donné facture
            except: adresse courriel mail tant
            """,
        Requests = """
            ^ arret atonce =.
            stop send messages
            stop send =.
            stop write
            stop call =.
            stop messages =.
            stop sms
            stop these =.
            stop receive messages
            unsub
            remove me =.
            me remove =.
            remove me list !waiting
            me remove list !waiting
            remove list !waiting
            remove number =.
            remove number list !waiting
            cancel subscription/consent/sms
            remove subscription/consent
            leave me peace
            leave peace
            me leave peace
            loosen me =.
            """,
        Refusals = """
            not send neg messages
            not send neg =.
            not neg send
            not me write neg
            not write neg =.
            not write neg me
            not neg write
            not neg call
            not call plus
            dontsend neg messages
            dontsend neg =.
            me send plus messages
            me send plus =.
            me write plus
            not want neg receive? messages
            not want neg receive =.
            not want neg send
            not want neg write
            not want neg these
            want plus receive
            want pas receive
            ^ plus messages =.
            ^ plus sms
            ^ pas sms =.
            ^ none sms =.
            wrong number
            wrong person
            number wrong
            mistaken number
            you mistaken =.
            error number
            you error =.
            number not belong
            number not neg belong
            not neg receive messages
            not be neg good? number
            ^ pas good number
            error number
            """,
        Perhaps = """
            pas interest
            not interest pas
            not want plus =.
            interest pas
            """,
        Returns = """
            want again receive
            want receive again messages
            want receive messages again
            """,
    };
}
