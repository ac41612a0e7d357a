/// The number words of American English.
enum EnglishNumbers {
    static let units = words("one two three four five six seven eight nine", from: 1, by: 1)
    static let teens = words(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", from: 10, by: 1)
    static let tens = words("twenty thirty forty fifty sixty seventy eighty ninety", from: 20, by: 10)

    private static func words(_ text: String, from first: Int, by step: Int) -> [String: Int] {
        var result: [String: Int] = [:]
        for (index, word) in text.split(separator: " ").enumerated() { result[String(word)] = first + index * step }
        return result
    }
}
