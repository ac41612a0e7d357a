import Dialog

extension SpanishReportWords {
    func meaning(of disposition: Disposition) -> String {
        switch disposition {
        case .busy: "la línea comunicaba"
        case .noAnswer: "nadie contestó"
        case .failed: "no se pudo establecer la llamada"
        case .disconnected: "el número está fuera de servicio"
        case .fax: "contestó un fax"
        case .congestion: "la red estaba saturada"
        case .answeringMachine: "contestó un contestador; no se dejó ningún mensaje"
        case .limitedContentMessage: "contestó un contestador; se dejó el mensaje de contenido limitado"
        case .wrongNumber: "allí no conocen a la persona"
        case .thirdPartyContact: "contestó otra persona y se le pidió que diera nuestro número"
        case .languageBarrier: "la persona habla un idioma que el flujo no habla"
        case .noResponse: "descolgaron, pero nadie dijo ni tecleó nada que sirviera"
        case .notVerified: "contestó una persona, pero no se verificó quién es"
        case .hungUpBeforeVerification: "la persona colgó antes de que se verificara quién es"
        case .promiseToPay: "el titular prometió pagar todo el saldo en una fecha"
        case .partialPromise: "el titular prometió pagar una parte del saldo"
        case .paymentPlan: "el titular prometió pagar en varios plazos"
        case .settlement: "el titular prometió pagar un acuerdo de quita aprobado"
        case .alreadyPaid: "el titular dice que ya está pagado"
        case .refused: "el titular se negó a pagar"
        case .unableToPay: "el titular no puede pagar ahora"
        case .hardship: "el titular está en dificultades"
        case .dispute: "el titular no reconoce la deuda"
        case .callBack: "la persona pidió que se la llamara en otro momento"
        case .hungUpAfterVerification: "el titular colgó antes de llegar a un resultado"
        case .doNotCall: "la persona pidió que no se la volviera a llamar"
        case .ceaseAndDesist: "la persona exigió que cese todo contacto"
        case .attorney: "un abogado representa a la persona"
        case .bankruptcy: "la persona está en concurso de acreedores"
        case .deceased: "la persona ha fallecido"
        case .identityFraud: "la persona dice que otro contrajo la deuda en su nombre"
        case .minor: "la persona es menor de edad"
        case .vulnerable: "la persona es vulnerable y necesita atención humana"
        case .dropped: "cortamos la llamada aunque había contestado una persona"
        case .transferred: "la llamada pasó a un agente"
        case .error: "falló una parte de nuestro sistema"
        }
    }
}
