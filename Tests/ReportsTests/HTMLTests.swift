import Testing

@testable import Reports

@Suite struct `Markup` {
    @Test func `escapes every text that is put into it`() {
        let name = #"<script>alert("x")</script>&'"#
        let html: HTML = "<b title=\"\(name)\">\(name)</b>"
        let escaped = "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;"
        #expect(html.text == "<b title=\"\(escaped)\">\(escaped)</b>")
    }

    @Test func `takes markup in markup as it is`() {
        let inner: HTML = "<i>\("a < b")</i>"
        #expect(("<b>\(inner)\(7)</b>" as HTML).text == "<b><i>a &lt; b</i>7</b>")
    }

    @Test(arguments: ["\u{0}", "\u{1B}", "\u{85}", "\u{202E}", "\u{2066}"])
    func `shows no character that would act on the page`(character: String) {
        #expect(("\(character)" as HTML).text == "\u{FFFD}")
    }
}

@Suite struct `Labels of the timeline` {
    @Test func `fill two lines and end with an ellipsis`() {
        let lines = LabelText.lines("one two three four five six seven", width: 80)
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.count <= 12 })
        #expect(lines.last?.hasSuffix("…") == true)
    }

    @Test func `are left out where there is no room`() {
        #expect(LabelText.lines("something", width: 10) == [])
        #expect(LabelText.lines("", width: 100) == [])
    }

    @Test func `are whole where they fit`() {
        #expect(LabelText.lines("yes speaking", width: 200) == ["yes speaking"])
    }
}
