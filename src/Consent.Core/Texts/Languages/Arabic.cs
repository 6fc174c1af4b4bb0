namespace Consent.Core.Texts.Languages;

/// <summary>Hamzas on letters and vowel marks are gone; the article and small words may be written with the next word.</summary>
internal static class Arabic
{
    internal static Language Language { get; } = new("arabic")
    {
        Prefixes = "ال و ف ب ل وال بال لل فال",
        Words = """
            loose: من فضلك فضلكم لو سمحت سمحتم سمحتوا رجاء رجاءا ارجو ارجوكم ارجوك يرجى شكرا لي الي علي عن عني هذه هذا هذي تلك
            loose: كل اي انا نحن بعد الان الحين فورا حالا مرة اخرى ثانية تاني ثاني كمان يا ان على الى عليكم عندكم نصية النصية
            loose: دعائية لكم لك انت انتم اليوم بعض مزيد المزيد في كم خاصتكم إعلانية قصيرة اريد نريد اود كيف يمكنني بدي ابغى
            loose: عايز عاوز السلام مرحبا ده دي ديه هاي هيك اللي التي منكم منك أبدا نهائيا
            close: شكرا و
            stop: توقف توقفوا توقفي وقف وقفوا وقفي أوقف أوقفوا أوقفي إيقاف كف كفوا بطل بطلوا بطلي كفى كفاية يكفي بس خلاص إنهاء
            stop: بطّل
            send: إرسال أرسل ترسل ترسلوا ترسلون ترسلي بعث تبعث تبعثوا تبعت تبعتوا ابعث إرسالكم ترسلولي تبعتولي تبعثولي تبعتلي
            send: ترسلها ترسلوها بعت تبعتي ترسلولنا ارسالها
            write: مراسلتي مراسلة تراسلني تراسلوني مراسلتنا تكتب تكتبوا تكتبلي تكتبولي إزعاجي إزعاج تزعجني تزعجوني ازعاجنا
            write: الاتصال التواصل تتواصلوا تتواصل تتصل تتصلوا تتصلي تكلموني تكلمني ازعاجكم تضايقوني
            messages: رسالة رسائل رسايل رساله مسجات مسج رسائلكم رسائلك رسالتكم إعلانات إعلان إشعارات إشعار دعاية sms رسايلكم
            messages: رسائلي شيء شي حاجة
            not: لا ما بلاش عدم لن ليس مش مو لست غير ماني
            want: أريد نريد أرغب نرغب أبغى ابغا أبي عايز عاوز بدي أحب أود أوافق موافق محتاج أحتاج حابب اوافقش رغبة
            receive: استلام تلقي استقبال أستقبل أستلم أتلقى وصول يصلني توصلني تصلني
            remove: احذف احذفوا احذفني احذفوني حذف أزل أزيلوا أزلني أزيلوني إزالة شيل شيلوا شيلني شيلوني شطب اشطب اشطبوا اشطبوني
            remove: ارفعوا ارفع امسح امسحوا امسحني امسحوني مسح ازالتي حذفي اخرجوني أخرجني
            removeme: احذفني احذفوني أزلني أزيلوني شيلني شيلوني اشطبوني امسحني امسحوني
            list: قائمة قائمتكم قائمتك قوائمكم قوائم لائحة لستة ليستة
            waiting: انتظار
            number: رقم رقمي اسمي رقمنا
            cancel: إلغاء ألغ ألغي ألغوا الغيلي الغولي سحب أسحب
            subscription: اشتراك اشتراكي اشتراكنا تسجيلي موافقتي
            leave: اتركني اتركوني دعني دعوني سيبني سيبوني خلوني خليني
            peace: وشأني شأني حالي لحالي بحالي
            wrong: خطأ غلط خاطئ خاطئة غلطان خطا خاطىء
            mistaken: أخطأت أخطأتم غلطت غلطتوا غلطان غلطانين
            person: شخص
            interest: مهتم مهتما مهتمة مهتمين يهمني
            alone: توقف توقفوا إيقاف أوقف أوقفوا قف قفوا وقف وقفوا بطلوا كفوا
            maybe: خلاص كفى كفاية بس إلغاء ألغ الغي إنهاء خروج يكفي
            why: لماذا ليش ليه لماذ
            told: لم لقد قد سوف هو هي أعطيتك
            refuse: مابي مابغى ماابي مابدي ماابغى
            right: صحيح صحيحا
            isnot: ليس ليست مو مش
            except: قبل حتى غدا بكرة صباحا مساء الليل عندما اثناء خلال موعد الموعد
            """,
        Requests = """
            stop send messages
            stop send =.
            stop write
            stop messages
            cancel subscription
            cancel messages
            removeme =.
            removeme list !waiting
            remove list !waiting
            remove number =.
            remove number list !waiting
            leave peace
            """,
        Refusals = """
            not send messages
            not send =.
            not write .? !send
            not want messages
            not want receive messages
            not want receive =.
            not want send
            not want write
            not receive messages
            number wrong
            wrong number =.
            wrong person
            person wrong
            mistaken number
            refuse messages
            ^ not messages =.
            number not right
            isnot number
            """,
        Perhaps = """
            not interest
            """,
    };
}
