namespace Consent.Core.Texts.Languages;

internal static class HaitianCreole
{
    internal static Language Language { get; } = new("haitian-creole")
    {
        Words = """
            loose: tanpri souple silvouplè siouple tanpri_souple svp mèsi m mwen nou ban ba bay banm sou an la a yo ou w nan ki
            loose: janm sa tout ankò anko pou lòt lot di_tou menm jis kounye kounya koulye konsa bonjou bonswa mesye madanm
            loose: telefòn telefon non poum en e epi sa_yo sa_a pa_m piblisite tèks kèk okenn toujou vit fè se ap ti please
            close: mèsi epi e tanpri oswa paske pa
            stop: sispann sispan sispand sispanm kanpe rete stope stop fini arete
            not: pa pap piga pinga
            never: janm
            more: ankò anko janm
            send: voye voyem voyel
            write: ekri ekrim ekrimwen tekste teksem kontakte kontaktem deranje deranjem nwi anmède anmèdem anmegde twouble
            write: twoublem pale
            call: rele relem
            messages: mesaj mesaje mesay mesajyo tèks teks sms piblisite anyen notifikasyon tèksto textos bagay
            want: vle bezwen renmen dakò aksepte vlè
            receive: resevwa resevra jwenn
            remove: retire retirem efase efasem wete wetem elimine
            removeme: retirem wetem efasem
            me: m mwen nou
            list: lis lisla list
            waiting: datant tann
            number: nimewo nimero non nimewom
            unsub: dezabòne dezabonem dezabone dezenskri dezenskrim dezabònem dezabonnen
            leave: kite kitem lese lesem
            peace: trankil anpè pè anpe repo
            wrong: move mal fo
            good: bon
            mistaken: twonpe twompe
            cancel: anile kanpe sispann
            subscription: abònman enskripsyon
            interest: enterese
            alone: sispann sispan kanpe stope stop dezabòne dezabone dezenskri
            maybe: rete anile ase fini
            why: poukisa
            told: te li
            person: moun
            for: pou
            error: erè
            except: anvan apre jiskaske demen aswè maten pandan lè randevou
            """,
        Requests = """
            stop send messages
            stop send =.
            stop write
            stop call =.
            stop messages =.
            cancel subscription
            removeme =.
            remove me =.
            removeme list
            remove list !waiting
            remove number =.
            remove number list !waiting
            unsub
            leave peace
            """,
        Refusals = """
            not send messages
            not send =.
            not write
            not call more
            not more call
            not want messages
            not want receive messages
            not want receive =.
            not want send
            not want write
            wrong number
            not good number
            mistaken number
            wrong person
            number not for
            error number
            """,
        Perhaps = """
            not interest
            not want more =.
            """,
    };
}
