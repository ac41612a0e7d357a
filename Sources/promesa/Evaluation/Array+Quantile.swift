extension Array where Element: Comparable {
    /// Of values in order, smallest first: the one that so great a share (0…1) of them lies below; nil of none.
    func quantile(_ share: Double) -> Element? {
        isEmpty ? nil : self[Swift.min(count - 1, Int(Double(count) * share))]
    }
}
