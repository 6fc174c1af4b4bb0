namespace Consent.Core.Texts.Languages;

internal static class Spanish
{
    internal static Language Language { get; } = new("spanish")
    {
        Words = """
            loose: estoy estamos a al con de del desde e el la lo los las un una unos unas en este esta esto estos estas ese esa
            loose: esos esas eso aquí mi mis su sus tu tus me nos te le les se que más usted ustedes yo nosotros ya ahora mismo
            loose: tipo tipos todo todos toda todas otra otro otros otras ningún ninguna ningunos vez siga sigan sigas seguir
            loose: sigue estar texto promocionales automáticos por_favor porfavor porfa porfas favor pf plis please pls gracias
            loose: señor señora señores hola buenos buenas buen día días tardes noches inmediato inmediatamente urgente sean tan
            loose: amables amable nunca_más jamás nunca mí para por celular aún muchas kindly thank thanks you ok vuelva vuelvan
            loose: vuelvas volver haga hagan caso tanto tantos tanta
            close: y o pero gracias porque no ni sino por_favor si ya
            stop: deje dejen deja dejad dejar dejes dejaran pare paren parar parad cese cesen cesar detenga detengan detener
            stop: deténganse basta alto stop suspenda suspendan suspender
            halt: para
            of: de del
            send: envíe envíes envíen envía enviar enviarme enviarnos enviarle enviando mande mandes manden manda mandar
            send: mandarme mandarnos mandando mandarle envíenme mándenme reenvíen
            write: escriba escribas escriban escribir escribirme escribirnos escribiendo escribirle contacte contactes contacten
            write: textien textie textiar mensajeen contactar contactarme contactarnos contactando moleste molestes molesten
            write: molestar molestarme molestarnos molestando textee textees texteen textear textearme textiarme texteando
            write: mensajear mensajearme acose acosen acosar acosarme acosando hostigar hostigarme fastidie fastidien fastidiar
            write: fastidiarme joda jodan jodas joder chingar chinguen fregar frieguen spamear comuniquen importunar importune
            write: importunen enchinchen estén
            call: llame llames llamen llamar llamarme llamarnos llamando marquen marcarme marcar
            messages: mensaje mensajes mensage mensages mensajitos msj msjs sms texto textos msg msgs publicidad promociones
            messages: cosas tonterías contenido propaganda anuncios ofertas notificaciones avisos spam recordatorios alertas
            messages: nada comunicaciones información_comercial
            sms: mensaje mensajes mensage mensages msj msjs sms texto textos msg publicidad promociones propaganda spam anuncios
            none: ningún ninguna sin ni basta
            nomore: no_más nomás nunca_más
            more: más nunca jamás nunca_más
            not: no nunca jamás tampoco no_más nunca_más
            want: quiero queremos deseo deseamos quisiera autorizo autorizamos necesito gustaría interesa interesan acepto
            want: consiento doy
            receive: recibir recibiendo recibirlos
            list: lista listas base sistema directorio registro registros contactos listado
            waiting: espera invitados compras precios
            remove: quite quiten quita quitar elimine eliminen elimina eliminar borre borren borra borrar saque saquen saca
            remove: sacar remueva remuevan remover
            removeme: quíteme quítenme quítame quitarme sáqueme sáquenme sácame sacarme elimíneme elimínenme elimíname
            removeme: eliminarme bórreme bórrenme bórrame borrarme remuévame remuéveme remuévanme bájeme bájenme bájame retíreme
            removeme: retírenme quitenos
            me: me nos
            number: número numeros teléfono tel celular nombre cel num nro datos contacto
            wrong: equivocado equivocada equivocados erróneo incorrecto
            mistaken: equivocó equivocaste equivocaron equivocando
            error: error accidente equivocación
            accident: querer accidentalmente
            alta: alta
            person: persona
            leave: déjeme déjenme déjame dejadme déjenos deje dejen deja
            peace: paz tranquilo tranquila tranquilos tranquilas solo sola
            unsub: desuscribirme desuscribir desuscríbame desuscríbanme desuscríbeme desuscripción desinscribir desinscribirme
            unsub: desinscríbanme desinscríbame desubscribir desubscribirme desuscrivir desuscriban
            give: dar darme deme denme dame dadme den doy darnos darse
            baja: baja
            keyword: alto baja parar
            atonce: todo todos toda ya ahora total mismo inmediato inmediatamente
            consent: consentimiento autorización permiso
            subscription: suscripción subscripción inscripción suscripcion
            cancel: cancele cancelen cancela cancelar anule anulen anular revoco revocar retiro
            interest: interesa interesan interesado interesada interesados interés
            be: es era será pertenece
            know: conozco vive
            gave: di dimos
            resub: suscribirme resuscribirme inscribirme reactivar reactiven reactive
            alone: pare paren stop desuscribirme desuscribir desinscribirme detener no_más nomás deténganse cancel unsubscribe
            alone: quit
            maybe: salir cancelar cancele cancela cancelen basta terminar anular eliminar quitar fin salirme
            why: por_qué porqué xq
            told: voy vamos ella ellos dejé paré di quién hijo hija esposo esposa marido jefe llegó recibí
            hear: saber
            info: información informacion info
            again: vuelva vuelvan vuelvas volver nuevamente otra_vez de_nuevo
            writeme: escribirme escribirnos contactarme contactarnos molestarme molestarnos textearme textiarme mensajearme
            writeme: acosarme hostigarme fastidiarme
            ask: solicito pido tramitar solicitar quiero exijo
            service: servicio servicios
            except: antes hasta después mañana hoy durante domingo domingos sábado noche mientras cuando todavía dirección
            except: espera cita temprano correo email
            """,
        Requests = """
            stop send messages
            stop send =.
            stop write
            stop call =.
            stop messages =.
            stop sms
            stop receive messages
            halt of send
            halt of write
            halt of call
            removeme =.
            removeme list !waiting
            remove me list
            me remove list !waiting
            remove list !waiting
            remove number =.
            remove number list !waiting
            removeme number =.
            remove sms
            cancel subscription/consent/sms
            removeme subscription
            unsub
            give of baja
            leave peace
            ask baja =.
            ask of baja
            leave of write
            baja of service
            ^ keyword atonce =.
            """,
        Refusals = """
            not send messages
            not send =.
            not me write
            not write more
            not write =.
            not writeme
            not again call/write
            not call more
            not more call
            not want messages
            not want receive messages
            not want receive =.
            not want send
            not want write
            nomore sms
            nomore messages =.
            none sms =.
            wrong number =.
            number wrong
            mistaken number
            mistaken =.
            error of number
            person wrong
            wrong person
            number not be of
            not be number of
            not want hear
            not want info
            """,
        Perhaps = """
            not interest
            not want more =.
            not know
            """,
        Returns = """
            want again receive
            want receive messages again
            want again resub
            want resub =.
            again send messages =.
            again give alta
            gave of baja error
            gave of baja accident
            ask alta
            """,
    };
}
