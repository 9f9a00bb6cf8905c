using PsyCare.Domain.Media;

namespace PsyCare.Domain.Affect;

/// <summary>
/// Reads one patient's face, frame by frame: owns the decoder and the face tracker of one session. CPU-bound and synchronous; the
/// caller runs it outside a grain's turn and never from two threads at once.
/// </summary>
public interface IFaceReader : IDisposable
{
    /// <summary>
    /// Decodes <paramref name="frames"/> in order (each frame refers to the one before) and reads the last one that decodes.
    /// </summary>
    /// <param name="frames">Frames since the last call, oldest first; at least one.</param>
    /// <returns>
    /// The reading of the newest frame; null when nothing decodes yet (no key frame so far), or when the face has not moved since the last
    /// reading and that is less than half a second ago.
    /// </returns>
    FaceReading? Read(IReadOnlyList<EncodedFrame> frames);
}

/// <summary>Makes a <see cref="IFaceReader"/> per session.</summary>
public interface IFaceReaderFactory
{
    /// <summary>A reader that has seen nothing yet.</summary>
    IFaceReader Create();
}
