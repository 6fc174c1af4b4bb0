namespace Consent.Core.Texts.Languages;

/// <summary>Hyphens part words: <c>mag text</c> is mag-text.</summary>
internal static class Tagalog
{
    internal static Language Language { get; } = new("tagalog")
    {
        Words = """
            loose: po ho na nga lang please pls plz salamat pakiusap ako ko sa akin sakin amin kami namin inyo ninyo nyo niyo
            loose: kayo ka mo ang akong kaming kayong mong nyong ninyong niyong ng nang mga ito iyan yan yung ung pang pa muli
            loose: muling uli ulit kahit ano anumang anong at mag nag pag i tine ti te kayung kang inyong aking pong nalang
            loose: lahat naman sana agad ngayon sir maam mam kung pwede paki rin din natin tayo thanks thank you hello hi
            close: at o kasi dahil please po salamat
            stop: itigil tigil tigilan tigilin ihinto hinto huminto pakitigil pakihinto itigill tigilang hintuan stop itigel
            stop: magtigil
            not: huwag wag huwg wg hwag huwaq
            refuse: ayaw ayoko ayokong
            dont: hindi di
            like: gusto kailangan nais payag pumapayag interesado interesadong
            send: magpadala padalhan magsend isend send padala ipadala magpapadala nagpapadala pagpapadala pagsend magpasend
            send: sendan nagsesend magsesend sesend pagpadala mapadalhan
            write: magtext text itext tinetext pagtetext pagtext nagtetext magtxt txt nagtitext tetext titext magte kontakin
            write: manggulo mangulo manggugulo abalahin guluhin istorbohin gambalain makipagugnayan kulitin message magmessage
            write: magchat imessage istorbo mangulit tinetxt guguluhin kontak contact contactin texting magmemessage
            call: tumawag tawagan tawag tatawag
            messages: mensahe mensaheng text texts txt txts sms message messages notification notifications advertisement ads
            messages: spam
            receive: makatanggap tumanggap matanggap makakuha tanggapin makareceive
            more: na uli ulit muli muling
            remove: tanggalin alisin burahin idelete delete tanggal alis ialis pakitanggal pakialis tanggalan remove iremove
            remove: pakidelete
            me: ako akong kami
            list: listahan lista list
            waiting: waiting hintayan
            number: numero number numerong no
            leave: pabayaan layuan lubayan hayaan
            wrong: mali maling wrong
            person: tao taong
            enough: tama sapat
            alone: itigil tigil tigilan ihinto hinto pakitigil pakihinto stop tigilin
            maybe: ayoko kanselahin ikansela
            sign: po na
            why: bakit
            told: siya sila
            texted: natext natawagan natawag natxt
            of: ni
            except: bago habang mamaya bukas gabi umaga hanggang muna kapag ulan
            """,
        Requests = """
            stop send messages
            stop send =.
            stop write
            stop messages =.
            stop me =.
            stop call
            enough messages
            remove me =.
            remove me list !waiting
            remove list !waiting
            remove number =.
            remove number list !waiting
            leave me =.
            """,
        Refusals = """
            not send messages
            not send =.
            not write
            not messages =.
            not more call
            refuse messages =.
            refuse receive messages
            refuse write
            refuse send
            dont like receive messages
            dont like messages =.
            dont like write =.
            wrong number
            number wrong =.
            wrong person
            wrong texted
            dont number of
            """,
        Perhaps = """
            refuse more =.
            enough more =.
            dont like =.
            """,
    };
}
