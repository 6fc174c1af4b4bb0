namespace Consent.Core.Texts.Languages;

internal static class Portuguese
{
    internal static Language Language { get; } = new("portuguese")
    {
        Words = """
            loose: a o as os ao à um uma uns umas de da do das dos dessa desse dessas desses desta deste destas destes e eu em
            loose: ser me mim na nos nas nós para pra por que se com este esta estes estas esse essa esses essas isso isto
            loose: aquele aquela seu sua seus suas meu minha vosso vossas teu tua você vocês vc vcs tu mais nenhum nenhuma
            loose: nenhumas qualquer por_favor pf pfv pfvr please obrigado obrigada obg brigado grato grata já agora
            loose: imediatamente urgente aqui lá então tenho estou estamos olá oi bom_dia boa_tarde boa_noite senhor senhora
            loose: senhores moço moça gente pessoal todos todas tipo tipos mesmo automáticas automáticos indesejadas
            loose: promocionais texto nunca_mais vez vezes outra outras favor
            close: e ou mas porque pois senão obrigado obrigada por_favor não
            halt: para
            of: de do da dos
            stop: pare parem parar parando cesse cessem cessar chega interrompa interrompam interromper suspenda suspendam
            stop: suspender deixe deixem deixar deixa stop basta
            send: mande mandem mandar manda mandando mandes mandarem envie enviem enviar envia enviando envies enviarem
            send: encaminhar encaminhe mandarme enviarme mandas
            write: escreva escrevam escrever escrevendo contate contatem contatar contacte contactem contactar incomode
            write: incomodem incomodar incomodando perturbe perturbem perturbar perturba perturbando importune importunem
            write: importunar amole amolar encher enche spammar procurar procure procurem chatear chateie chateiem
            call: ligue liguem ligar ligando telefone telefonem telefonar ligarem chame chamem chamar
            messages: mensagem mensagens msg msgs mensagen menssagem menssagens mensajem sms torpedo torpedos textos propaganda
            messages: coisas propagandas publicidade publicidades notificação notificações promoção promoções spam ofertas
            messages: avisos lembretes anúncios anúncio nada textinho comunicações contato contatos
            sms: mensagem mensagens msg msgs sms propaganda propagandas spam
            none: nenhuma nenhum sem chega
            com: com
            again: novamente
            back: voltar
            more: mais nunca jamais nunca_mais
            not: no não nao ñ nem nunca jamais nunca_mais
            want: quero queremos desejo desejamos gostaria aceito autorizo autoriza permito preciso queria
            receive: receber recebendo recebo envio
            list: lista listas cadastro cadastros mailing sistema
            waiting: espera aguardo convidados compras
            remove: tire tirem tira tirar remova removam remover remove retire retirem retirar retira exclua excluam excluir
            remove: removido removida excluído excluída retirado retirada exclui apague apaguem apagar apaga delete deletem
            remove: deletar deleta elimine eliminem eliminar risque
            me: me mim nos
            unsub: descadastre descadastrem descadastrar descadastro descadastramento desinscreva desinscrevam desinscrever
            unsub: desinscrição desinscreve desinscrito desassinar desassine descadastrarme descadastra
            number: número numero telefone celular contato nome
            wrong: errado errada errados erado
            person: pessoa
            mistaken: enganou enganaram errou erraram
            leave: deixe deixem deixa deixar
            peace: paz sossego
            consent: consentimento autorização permissão
            subscription: inscrição assinatura subscrição
            cancel: cancele cancelem cancelar cancela cancelamento revogo revogar retiro encerrar encerre bloquear bloqueie
            cancel: bloqueiem bloqueia
            interest: interesse interessado interessada interessa
            halting: parar
            atonce: tudo todos já agora imediatamente
            alone: sair pare parem parar pára stop descadastrar descadastro desinscrever desinscrição
            maybe: cancelar cancela cancele para chega basta remover saia engano foi_engano
            why: porque pq por_que porquê
            told: vou vamos ele ela eles elas quem dei passei passar parei acabei recebi chegou recebemos
            exit: sair saio
            enter: entre entrem entrar
            be: é era pertence
            except: espera convidados antes depois até hoje amanhã ontem durante domingo sábado noite manhã tarde enquanto
            except: quando após ainda
            """,
        Requests = """
            ^ halting atonce =.
            stop send messages
            stop send =.
            stop write
            halt of send
            halt of write
            halt of call
            halt com messages
            stop call
            stop messages =.
            stop sms
            stop receive messages
            stop receive =.
            remove me =.
            me remove =.
            remove list !waiting
            list remove =.
            remove number =.
            remove number list !waiting
            cancel subscription/consent/sms
            unsub
            leave peace
            exit list !waiting
            cancel receive
            cancel messages =.
            """,
        Refusals = """
            not send messages
            not send =.
            not me write
            not write more
            not write =.
            not write me
            not more call
            not call more
            not want messages
            not want receive messages
            not want receive =.
            not want send
            not want write
            not sms =.
            none sms =.
            sms none =.
            wrong number =.
            number wrong !question
            person wrong =.
            wrong person =.
            mistaken number
            not interest receive messages
            not enter messages
            number not be of
            not be number of
            """,
        Perhaps = """
            not interest
            none interest
            not want more =.
            """,
        Returns = """
            want again receive
            want back receive
            """,
    };
}
