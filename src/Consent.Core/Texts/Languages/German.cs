namespace Consent.Core.Texts.Languages;

/// <summary>Umlauts are compared as plain letters; <c>ue</c> and the like are words of their own here.</summary>
internal static class German
{
    internal static Language Language { get; } = new("german")
    {
        Words = """
            loose: bitte bitteschön danke dankeschön vielen mir mich uns ich wir der die das den dem des ein eine einen einem
            loose: werden haben einer sie ihnen sich ihr ihre ihren ihrem ihrer ihres du dir dich euch eure euren deine deinen
            loose: mein meine meinen meiner unsere diese dieser diesen dieses diesem solche solchen so von vom aus in im an ab
            loose: zu zum zur für mehr weitere weiteren weiter alles noch jetzt sofort endlich mal doch einfach nur alle allen immer
            loose: wieder ständig hallo guten tag morgen herr frau geehrte damen herren und werbe text dass daß automatische
            loose: automatischen hiermit pls please kein keine keinen
            close: und oder sonst weil danke bitte nicht ich
            stop: stop stopp stoppen stoppt stoppe beenden beende beendet einstellen unterlassen unterlassung schluss
            stop: unterbinden aufhören aufhoeren unterlasse unterlasst beendigen
            hear: hör hört hören hoer hoert hoeren höre hoere
            up: auf
            up2: damit
            set: stell stellt stellen
            off: ab
            out: aus
            in: ein
            send: schicken schick schickt schicke senden sende sendet send zuschicken zusenden zuschickt zuzusenden zuzuschicken
            send: versenden gesendet geschickt übersenden
            write: schreiben schreib schreibt anschreiben angeschrieben anzuschreiben kontaktieren kontaktiert belästigen
            write: belaestigen belästigt belästige simsen texten nerven nerv nervt stören stör stört kontaktierung zuspammen
            write: spammen
            call: anrufen ruf ruft anzurufen angerufen rufen
            messages: nachricht nachrichten sms smsen textnachricht textnachrichten mitteilung mitteilungen werbung werbesms
            messages: benachrichtigung benachrichtigungen newsletter werbenachrichten spam nachichten nachrichen texte kontakt
            messages: kontaktaufnahme infos benachrichtigen kurznachrichten
            no: kein keine keinen keinerlei nix
            not: nicht nie niemals nichts nimmer
            more: mehr nie niemals
            want: will wollen möchte moechte möchten moechten wünsche wuensche wünschen brauche mag wunsche
            receive: erhalten bekommen empfangen kriegen erhalte bekomme hören hoeren lesen empfange
            list: liste listen verteiler verteilerliste datenbank kartei mailingliste
            waiting: warteliste gästeliste
            remove: lösch lösche löscht löschen loesch loesche loeschen entferne entfernt entfernen streich streicht streichen
            remove: gestrichen gelöscht geloescht streiche nimm nehmt nehmen austragen
            me: mich uns
            sign: meld melde meldet melden bestell bestelle bestellen trag trage tragt tragen
            unsub: abmelden abmeldung abbestellen abbestellung abbestelle deabonnieren entabonnieren austragen abzumelden
            unsub: abzubestellen
            number: nummer nummern handynummer telefonnummer telefonnumer rufnummer namen daten
            wrong: falsch falsche falschen falscher verkehrte
            person: person
            dialled: verwählt verwaehlt
            leave: lass lasst lassen laß
            peace: ruhe frieden
            consent: einwilligung zustimmung einverständnis erlaubnis einverstaendnis
            revoke: widerrufe widerruf widerrufen widerspreche widerspruch
            subscription: abo abonnement anmeldung
            cancel: kündige kündigen kuendige kuendigen storniere stornieren cancel
            interest: interesse interessiert
            alone: stop stopp stoppen aufhören aufhoeren abmelden abmeldung abbestellen austragen verwählt verwaehlt stoppt
            alone: unterlassen
            maybe: genug reicht abbrechen stornieren kündigen schluss ende beenden raus löschen
            why: warum wieso weshalb
            told: habe hab hatte hast gab kam kamen noch er termin kurs schule werde leider
            erred: geirrt vertan
            belong: gehört gehoert
            except: vor nach bis heute morgen abends nachts während sonntag sonntags wochenende gegeben angegeben aufgeschrieben
            except: notiert termin warteliste kurs email mail wenn solange ruhezeit uhr
            """,
        Requests = """
            stop send messages
            stop messages =.
            stop messages send
            stop .? messages send
            stop .? send messages
            stop .? send =.
            stop .? write
            messages stop
            stop messages
            hear up =.
            hear up up2
            hear up .? messages send
            hear up .? messages write
            hear up .? send
            hear up .? write
            hear up .? call =.
            set messages in
            sign me off
            sign me out
            sign me list off/out
            sign messages off
            sign off =.
            unsub
            remove me =.
            remove me list
            remove me messages
            remove number =.
            remove number list
            me list remove =.
            me remove =.
            number remove =.
            list remove =.
            cancel subscription/messages
            subscription cancel
            leave peace
            revoke consent/messages
            consent revoke
            revoke =.
            """,
        Refusals = """
            no messages !receive
            want no messages receive
            send no messages
            not send messages
            messages not send
            not send =.
            send not =.
            send messages not =.
            not write
            write not =.
            not more call =.
            call not more
            want not receive
            want not messages
            not receive messages
            want not .? send
            want not .? write
            wrong number
            wrong person
            dialled =.
            number erred
            number wrong =.
            number belong not
            """,
        Perhaps = """
            no interest
            not interest
            want not more =.
            """,
    };
}
