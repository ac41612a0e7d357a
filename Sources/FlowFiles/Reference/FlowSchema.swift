import Dialog
import Foundation

/// The JSON Schema (draft 7) of a flow file, for editors that complete and check YAML by one.
///
/// It says of a file what its key tables say. Names that other lines or files declare, and everything that is proved, is the
/// business of `promesa check`.
package enum FlowSchema {
    /// The schema as text, the same every time.
    package static func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private static var document: JSONValue {
        let isSubFlow = JSONValue.object([
            "anyOf": .list(["outcomes", "inputs"].map { .object(["required": .list([.text($0)])]) })
        ])
        return .object([
            "$schema": .text("http://json-schema.org/draft-07/schema#"),
            "title": .text("Promesa flow"),
            "type": .text("object"),
            "if": isSubFlow,
            "then": mapping(.subFlow), "else": mapping(.rootFlow),
            "definitions": .object([
                "name": name, "step": .object(["anyOf": .list(KeyTable.steps.map(mapping))]),
                "operand": .object([
                    "description": .text("a $reference or a literal"),
                    "type": types("string", "number", "integer"),
                ]),
            ]),
        ])
    }

    private static let name = JSONValue.object([
        "type": .text("string"), "pattern": .text("^[a-z][a-z0-9_-]{0,63}$"),
    ])

    private static func types(_ names: String...) -> JSONValue { .list(names.map { .text($0) }) }

    private static func reference(_ definition: String) -> JSONValue {
        .object(["$ref": .text("#/definitions/\(definition)")])
    }

    private static func mapping(_ table: KeyTable) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        for key in table.keys {
            // Beside `$ref` an older editor sees nothing else, so the description stands around it.
            properties[key.name] = .object([
                "description": .text(description(of: key)), "allOf": .list([schema(of: key.shape)]),
            ])
        }
        return .object([
            "type": .text("object"), "properties": .object(properties), "additionalProperties": .truth(false),
            "required": .list(table.required.map { .text($0) }),
        ])
    }

    private static func description(of key: KeyTable.Key) -> String {
        let fallback = key.isRequired ? "required" : "default: \(key.fallback)"
        return "\(key.summary) (\(fallback); e.g. \(key.example))"
    }

    private static func schema(of shape: KeyTable.Shape) -> JSONValue {
        switch shape {
        case .text: .object(["type": types("string", "number", "integer", "boolean")])
        case .texts: .object(["anyOf": .list([schema(of: .text), list(of: schema(of: .text))])])
        case .name: reference("name")
        case .names: .object(["anyOf": .list([reference("name"), list(of: reference("name"))])])
        case .truth: .object(["type": .text("boolean")])
        case .integer(let range):
            .object([
                "type": .text("integer"), "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound),
            ])
        case .fraction: .object(["type": .text("number"), "minimum": .integer(0), "maximum": .integer(1)])
        case .duration: pattern("^[0-9]{1,6}(ms|s|m)$")
        case .word(let words): .object(["enum": .list(words.map { .text($0) })])
        case .dialKeys: pattern("^[0-9*]{1,4}$")
        case .reference: pattern("^\\$")
        case .operand: reference("operand")
        case .mapping(let table): mapping(table)
        case .list(let element): list(of: schema(of: element))
        case .named(let element): named(schema(of: element))
        case .steps: named(reference("step"))
        }
    }

    private static func pattern(_ pattern: String) -> JSONValue {
        .object(["type": .text("string"), "pattern": .text(pattern)])
    }

    private static func list(of element: JSONValue) -> JSONValue {
        .object(["type": .text("array"), "items": element, "minItems": .integer(1)])
    }

    private static func named(_ element: JSONValue) -> JSONValue {
        .object([
            "type": .text("object"), "propertyNames": reference("name"), "additionalProperties": element,
        ])
    }
}
