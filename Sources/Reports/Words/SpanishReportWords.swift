import Calls
import Dialog

struct SpanishReportWords: ReportWords {
    let tag: String

    func text(_ label: ReportLabel) -> String {
        switch label {
        case .title: "Informe de llamada"
        case .outcome: "Resultado"
        case .callEnd: "Cómo terminó"
        case .verified: "Identidad"
        case .notVerified: "sin verificar"
        case .flow: "Flujo"
        case .version: "versión"
        case .account: "Cuenta"
        case .date: "Fecha"
        case .duration: "Duración"
        case .language: "Idioma"
        case .call: "Llamada"
        case .seed: "semilla"
        case .promise: "La promesa"
        case .noPromise: "En esta llamada no se prometió nada."
        case .reference: "Referencia"
        case .total: "en total"
        case .due: "Vence"
        case .amount: "Importe"
        case .readBack: "Leída y confirmada"
        case .confirmedAt: "en"
        case .announced: "El interlocutor oyó que quedó registrada."
        case .unannounced: "El interlocutor no llegó a oír que quedó registrada; aun así, vale."
        case .recording: "Cómo sonó"
        case .recordingHelp: "Señale un tramo para leerlo entero; púlselo para ir a la conversación."
        case .caller: "Interlocutor"
        case .us: "Nosotros"
        case .notRecorded: "sin grabar"
        case .withheld: "reservado"
        case .noRecording: "No hay grabación junto a esta página: los tramos salen del diario."
        case .conversation: "Qué se dijo"
        case .turns: "turnos"
        case .timings: "Cuánto esperó el interlocutor"
        case .timingsHelp:
            "Desde su último sonido hasta el primero nuestro, en el tiempo de la llamada. La velocidad de la máquina está en timings.json: cambia en cada ejecución; esta página no."
        case .stage: "Etapa"
        case .mean: "Media"
        case .longest: "Máximo"
        case .share: "Parte"
        case .path: "El camino por el flujo"
        case .pathHelp: "Cada paso con el resultado por el que se salió de él."
        case .troubles: "Incidencias"
        case .noTroubles: "Ninguna."
        case .unsafe: "El flujo incumple una regla, lo que se permitió en esta llamada"
        case .confidence: "confianza"
        case .heardAs: "significa"
        case .speech: "de voz"
        case .keys: "por teclas"
        case .silence: "silencio"
        case .notUnderstood: "no se entendió"
        case .secret: "respuesta secreta"
        case .cut: "interrumpido"
        case .gap: "respuesta a los"
        case .asked: "se preguntó de nuevo"
        case .unknownOutcome: "El diario de una llamada"
        case .unknownOutcomeHelp: "Falta el archivo de resultado; esto es lo que dice el diario por sí solo."
        case .madeBy:
            "Hecho por promesa con los archivos de la llamada. No carga nada y no contiene ninguna respuesta secreta."
        case .skip: "Ir a la conversación"
        case .all: "Todo"
        case .answers: "respuestas"
        }
    }

    func name(of end: CallEnd) -> String {
        switch end {
        case .callerHungUp: "colgó el interlocutor"
        case .weHungUp: "colgamos nosotros"
        case .transferred: "se pasó a un agente"
        case .failed: "la llamada falló"
        }
    }

    func name(of level: VerificationLevel) -> String {
        switch level {
        case .l0: "solo por el nombre"
        case .l1: "coincidió un dato secreto"
        case .l2: "coincidieron dos datos secretos"
        }
    }

    func name(of kind: PromiseKind) -> String {
        switch kind {
        case .full: "Todo el saldo"
        case .partial: "Una parte del saldo"
        case .plan: "Un plan de pagos"
        case .settlement: "Un acuerdo de quita"
        }
    }

    func name(of stage: ReportStage) -> String {
        switch stage {
        case .endpointing: "seguir escuchando"
        case .recognition: "reconocimiento"
        case .dialog: "diálogo y registro"
        case .synthesis: "síntesis"
        }
    }

    func sentence(for event: ReportEvent) -> String {
        switch event {
        case .answered(.person): "Contestó una persona."
        case .answered(.silence): "Descolgaron, pero nadie habló."
        case .answered(.machine): "Contestó un contestador."
        case .answered(.fax): "Contestó un fax."
        case .answered(.beep): "Sonó el tono del contestador."
        case .answered(.noBeep): "El contestador no dio tono."
        case .committed(let kind, let outcome, let reference):
            stored(kind, outcome) + (reference.map { " Referencia \($0)." } ?? "")
        case .transferred(.connected): "La llamada pasó a un agente."
        case .transferred(.busy): "La línea del agente comunicaba."
        case .transferred(.noAnswer): "Ningún agente contestó."
        case .transferred(.closed): "A esta hora no hay agentes."
        case .transferred(.failed): "No se pudo pasar la llamada."
        case .callerHungUp: "El interlocutor colgó."
        case .languageSwitched(let language): "La llamada sigue en \(language)."
        case .fault(.recognizer): "Falló el reconocimiento."
        case .fault(.synthesizer): "Falló la síntesis."
        case .fault(.media): "Falló la línea."
        case .fault(.disclosureRefused): "La guarda de revelación detuvo un mensaje."
        }
    }

    private func stored(_ kind: String, _ outcome: OutcomeName) -> String {
        let what =
            switch kind {
            case "promise": "La promesa"
            case "call_back": "La nueva llamada"
            case "stop_calling": "La petición de no llamar más"
            case "dispute": "La reclamación"
            case "flag": "La marca"
            default: "El apunte"
            }
        switch outcome {
        case "done": return "\(what): guardado."
        case "duplicate": return "\(what): no se guardó, ya hay una en vigor."
        default: return "\(what): no se pudo guardar."
        }
    }

    func name(of verdict: Verdict?) -> String {
        switch verdict {
        case .pass: "coincide"
        case .fail: "no coincide"
        case .unsure: "no se oyó con bastante claridad"
        case nil: "dada"
        }
    }

    func amount(_ money: Money) -> String {
        let number = ReportNumber.decimal(money, grouping: ".", mark: ",")
        switch money.currency {
        case .usd: return "\(number) US$"
        case .eur: return "\(number) €"
        case .gbp: return "\(number) £"
        }
    }

    func day(_ date: LocalDate) -> String {
        let months = [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ]
        let weekdays = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"]
        let weekday = weekdays[date.weekday.rawValue - 1]
        return "\(weekday), \(date.day) de \(months[date.month - 1]) de \(date.year)"
    }

    func seconds(_ milliseconds: Int) -> String { ReportNumber.seconds(milliseconds, mark: ",") + " s" }
}
