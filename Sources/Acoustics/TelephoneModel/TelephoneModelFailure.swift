/// Why the telephone model could not be derived; says which file, what was expected and what to do.
package enum TelephoneModelFailure: Error, Hashable, CustomStringConvertible {
    /// A file of the base model is not there or not ours to read.
    case baseFileMissing(path: String, reason: String)
    /// A file of the base model is not what it should be: cut short, altered or of another kind.
    case baseFileDamaged(path: String, expected: String)
    /// The figures of the transform don't fit together or don't fit the base model.
    case transformRefused(reason: String)
    /// The derived model can't be stored there; another cache folder may be named.
    case cacheUnusable(path: String, reason: String)
    /// Neither `XDG_CACHE_HOME` nor `HOME` names a folder.
    case noCacheFolder

    package var description: String {
        switch self {
        case .baseFileMissing(let path, let reason):
            "cannot read '\(path)' of the acoustic model: \(reason); install the Debian package "
                + AcousticBase.debianPackage
        case .baseFileDamaged(let path, let expected):
            "'\(path)' of the acoustic model is damaged or of another kind: expected \(expected); "
                + "reinstall the Debian package \(AcousticBase.debianPackage)"
        case .transformRefused(let reason): "the telephone transform can't be used: \(reason)"
        case .cacheUnusable(let path, let reason):
            "cannot store the telephone model in '\(path)': \(reason); "
                + "make the folder writable or name another cache folder"
        case .noCacheFolder:
            "no folder to store the telephone model in; set XDG_CACHE_HOME or HOME to an absolute path"
        }
    }
}
