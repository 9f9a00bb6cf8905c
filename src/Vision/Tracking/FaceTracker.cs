using PsyCare.Vision.Decoding;

namespace PsyCare.Vision.Tracking;

/// <summary>
/// Follows one face from picture to picture. The detector looks where nothing is followed yet, and about once a second to notice that the
/// face has been lost to something else; between, the landmarks say where to look next.
/// </summary>
internal sealed class FaceTracker(FaceDetector detector, LandmarkNetwork network) : IDisposable
{
    /// <summary>How long the landmarks alone are trusted, in ticks of the 90 kHz video clock.</summary>
    private const uint DetectorInterval = 90_000;

    /// <summary>A detection that overlaps the followed face by less is another face, or the followed one is none.</summary>
    private const float SameFace = 0.2f;

    private RotatedSquare? _next;
    private uint _detectedAt;

    /// <summary>The face in the next picture; null when there is none.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="timestamp">Its RTP timestamp, 90 kHz, which may wrap.</param>
    public FaceMesh? Track(in I420View picture, uint timestamp)
    {
        var hasLooked = _next is null || timestamp - _detectedAt >= DetectorInterval;
        if (hasLooked)
            Look(picture, timestamp);
        if (Follow(picture) is { } mesh)
            return mesh;
        if (hasLooked)
            return null;
        Look(picture, timestamp);
        return Follow(picture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        detector.Dispose();
        network.Dispose();
    }

    private void Look(in I420View picture, uint timestamp)
    {
        _detectedAt = timestamp;
        var faces = detector.Detect(picture);
        if (_next is { } followed && (faces.Count == 0 || faces.Any(face => Overlap(face, followed) >= SameFace)))
            return;
        _next = faces.Count == 0 ? null : SquareOf(faces.MaxBy(face => face.Area));
    }

    private FaceMesh? Follow(in I420View picture)
    {
        if (_next is not { } square)
            return null;
        var mesh = network.Find(picture, square);
        var next = mesh.NextSquare();
        var isFace = mesh.Presence > 0 && IsPlausible(next, picture);
        _next = isFace ? next : null;
        return isFace ? mesh : null;
    }

    /// <summary>Whether a square is about some part of the picture; numbers that are none compare as false.</summary>
    private static bool IsPlausible(RotatedSquare square, in I420View picture) =>
        square.Size is > 8 && square.Size < 4 * Math.Max(picture.Width, picture.Height)
        && square.Center.X >= 0 && square.Center.X <= picture.Width
        && square.Center.Y >= 0 && square.Center.Y <= picture.Height;

    private static RotatedSquare SquareOf(DetectedFace face) =>
        RotatedSquare.AroundFace(face.Min, face.Max, face.RightEye, face.LeftEye);

    private static float Overlap(DetectedFace face, RotatedSquare followed)
    {
        // Both without their margins, upright: enough to tell one face from another.
        var half = new System.Numerics.Vector2(followed.Size / 3);
        return face.Overlap(new(1, followed.Center - half, followed.Center + half, default, default));
    }
}
