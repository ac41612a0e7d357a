package import Live

/// A leg on which we are the caller, as a telephone is: for measuring a service from outside.
package protocol CallingLeg: LiveLeg {
    /// Presses keys (`0`–`9`, `*`, `#`) towards the other side, outside the audio.
    func press(_ keys: String)
    /// Told each piece of their audio (8 kHz) as it arrives, before it waits for its tick; on the leg's event loop.
    var arrived: (([Int16]) -> Void)? { get set }
}
