/// Takes out of a script whatever a failure doesn't need (after Zeller's delta debugging).
package enum ScriptShrinker {
    /// The script without every part that can go while it still fails; the bound on runs is quadratic in its length.
    package static func shrink<Move>(_ script: [Move], fails: ([Move]) -> Bool) -> [Move] {
        var script = script
        var size = max(1, script.count / 2)
        while true {
            var hasShrunk = false
            var start = 0
            while start < script.count {
                var shorter = script
                shorter.removeSubrange(start..<min(start + size, script.count))
                if fails(shorter) {
                    script = shorter
                    hasShrunk = true
                } else {
                    start += size
                }
            }
            if size == 1, !hasShrunk { return script }
            if !hasShrunk || size > script.count { size = max(1, size / 2) }
        }
    }
}
