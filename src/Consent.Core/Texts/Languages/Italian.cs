namespace Consent.Core.Texts.Languages;

/// <summary>An apostrophe parts words; forms such as <c>dallelenco</c> are those of who leaves it out.</summary>
internal static class Italian
{
    internal static Language Language { get; } = new("italian")
    {
        Words = """
            loose: per_favore favore per cortesia piacere grazie prego mi me ci noi io a ad al alla ai da di del dal dalla dalle
            loose: essere dei delle dall nell sull dell un degli dagli il lo la i gli le l una uno vostri vostre vostra vostro
            loose: tuoi tue tua tuo suoi sue sua suo mio mia miei questi queste questo questa quei quelle più piu altri altre
            loose: altro altra ulteriori subito ora adesso in ne che con e sono siamo è voi lei tu ancora sempre nessun nessuna
            loose: tutti tutte continuamente immediatamente buongiorno salve ciao testo pubblicitari promozionali automatici vi
            loose: si please pls mai_più su sul sulla
            close: e o ma perché grazie altrimenti non
            stop: smettete smettetela smettila smetti smetta smettere smetterla fermate ferma fermatevi fermatelo fermare fermi
            stop: basta finitela finiscila interrompete interrompere interrompa piantatela cessate cessare cessi stop bloccate
            send: mandare mandate mandarmi mandatemi mandarci manda mandi mandino mandarmeli inviare inviate inviarmi inviatemi
            send: invio linvio inviarci invii invia invino spedire spedite spedirmi mandatemeli inviarmeli inoltrare
            write: scrivere scrivete scrivermi scrivetemi scriva scrivi scriverci contattare contattarmi contattate contattatemi
            write: contattato contattata contattati contatti contattarci disturbare disturbarmi disturbate disturbatemi disturbi
            write: importunare importunarmi messaggiare messaggiarmi assillarmi assillare infastidire infastidirmi stressarmi
            write: scocciare scrivano tormentarmi
            call: chiamare chiamarmi chiamate chiamatemi telefonare telefonarmi telefonate chiami
            messages: messaggio messaggi messagi messagio mesaggi mesaggio messagini messaggini sms pubblicità promozioni roba
            messages: notifiche notifica spam comunicazioni comunicazione avvisi niente nulla offerte contatto
            sms: messaggio messaggi messagi mesaggi messaggini sms pubblicità spam notifiche
            none: nessun nessuna niente basta mai_più
            more: più piu mai mai_più
            not: non mai nn
            want: voglio vogliamo desidero desideriamo vorrei intendo autorizzo acconsento gradisco interessano
            receive: ricevere riceverne riceverli riceverle ricevo
            list: lista liste elenco dallelenco elenchi rubrica mailing database contatti
            waiting: attesa dattesa invitati
            remove: togliere togliete toglietemi toglimi tolga togli rimuovere rimuovete rimuovetemi rimuovimi rimuova rimuovi
            remove: cancellato cancellata rimosso rimossa tolto tolta rimuovermi cancellare cancellate cancellatemi cancellami
            remove: cancellarmi cancella cancelli eliminare eliminate eliminatemi eliminami elimina elimini depennate
            remove: depennatemi levatemi levami escludetemi
            removeme: toglietemi toglimi rimuovetemi rimuovimi rimuovermi cancellatemi cancellami cancellarmi eliminatemi
            removeme: eliminami depennatemi levatemi levami escludetemi
            unsub: disiscrivimi disiscrivetemi disiscrivermi disiscrizione disiscrivere disiscrivi disiscriva disiscrivete
            unsub: disiscrivo disiscriversi
            number: numero numeri nominativo recapito nome dati contatto
            wrong: sbagliato sbagliata sbagliate errato errata sbaliato
            person: persona
            leave: lasciatemi lasciami lasciarmi lasciate lasci lasciateci lasciarci
            peace: pace stare
            consent: consenso autorizzazione lautorizzazione
            subscription: iscrizione liscrizione abbonamento labbonamento liscrizzione
            revoke: revoco revocare ritiro annulla annullare annullate annulli disdire disdico cancellare cancellate cancella
            interest: interessa interessato interessata interesse
            alone: smettetela smettila fermatevi disiscrivimi disiscrivetemi disiscrivermi disiscrizione stop finitela smettete
            alone: piantatela
            maybe: basta annulla annullare esci uscire cancella cancellare cancellami cancellatemi fine ferma smetti rimuovi
            maybe: fermati
            why: perché perche xché
            told: ho hai abbiamo lui
            of: di del della
            me: mi ci
            writeme: scrivermi scrivetemi scriverci contattarmi contattatemi contattarci disturbarmi disturbatemi importunarmi
            writeme: messaggiarmi assillarmi infastidirmi stressarmi tormentarmi
            except: prima dopo fino oggi domani durante domenica sabato notte sera mattina mentre quando mail email così attesa
            """,
        Requests = """
            stop send messages
            stop send =.
            stop write
            stop call =.
            stop messages =.
            stop sms
            stop receive messages
            stop receive =.
            removeme =.
            removeme list !waiting
            remove list !waiting
            removeme number =.
            remove number =.
            remove number list !waiting
            revoke subscription/consent/sms
            unsub
            leave peace
            """,
        Refusals = """
            not send messages
            not send =.
            not me write
            not write more
            not write =.
            not writeme
            not call more
            not more call
            not want messages
            not want receive messages
            not want receive =.
            not want send
            not want write
            none sms =.
            none more sms
            number wrong !question
            wrong number =.
            wrong person =.
            person wrong =.
            not number of
            """,
        Perhaps = """
            not interest
            none interest
            not want more =.
            """,
    };
}
