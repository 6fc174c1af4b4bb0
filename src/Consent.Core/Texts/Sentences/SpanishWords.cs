namespace Consent.Core.Texts.Sentences;

/// <summary>Spanish words, without accents.</summary>
internal static class SpanishWords
{
    internal static readonly (Word Word, string Forms)[] All =
    [
        (Word.Alto, "alto"),
        (Word.Parar, "parar"),
        (Word.Baja, "baja"),
        (Word.Mas, "mas"),
        (Word.Messages, "mensajes"),
        (Word.Text, "mensaje"),
        (Word.StopEs, "deje dejen deja dejad dejar dejes cese cesen"),
        (Word.HaltEs, "pare paren detenga detengan"),
        (Word.SendEs,
            "envie envies envien envia enviar mande mandes manden manda mandar escriba escribas escriban escribe llame llames "
            + "llamen llama contacte contactes contacten moleste molestes molesten textee textees texteen "
            + "mandando enviando escribiendo llamando molestando"),
        (Word.SendMeEs,
            "enviarme enviarnos mandarme mandarnos escribirme escribirnos llamarme contactarme molestarme textearme textiarme "
            + "acosarme"),
        (Word.RemoveMeEs,
            "quiteme quitenme quitame quitarme saqueme saquenme sacame sacarme elimineme eliminenme eliminame eliminarme borreme "
            + "borrenme borrame borrarme remuevame remueveme"),
        (Word.RemoveEs,
            "quite quiten quita quitar elimine eliminen elimina eliminar borre borren borra borrar saque saquen saca cancele "
            + "cancelen cancela cancelar revoco retiro anule anular"),
        (Word.LeaveMeEs, "dejeme dejenme dejame dejadme dejenos"),
        (Word.GiveEs, "deme denme dame darme doy dar den dadme"),
        (Word.Ya, "ya"),
        (Word.Have, "tiene tienes tienen avez"),
        (Word.Que, "que"),
        (Word.Estoy, "estoy estamos"),
        (Word.En, "en"),
        (Word.InterestEs, "interesa interesan"),
        (Word.WantEs, "quiero queremos deseo deseamos"),
        (Word.Receive, "recibir"),
        (Word.Wrong, "equivocado equivocada"),
        (Word.Person, "persona personne"),
    ];
}
