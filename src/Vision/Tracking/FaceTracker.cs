using System.Numerics;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Quality;
using PsyCare.Vision.Units;

namespace PsyCare.Vision.Tracking;

/// <summary>
/// Follows one face from picture to picture. Where nothing is followed the detector looks for faces, the landmark network says where the head is
/// in the one found; from then on the unit network itself, which reads every picture, says where the head went. About once a second
/// the detector makes sure that the face followed is still one, now and then the landmarks as well.
/// </summary>
/// <param name="detector">Finds faces.</param>
/// <param name="landmarks">Confirms them.</param>
/// <param name="network">Follows them.</param>
/// <param name="phase">
/// 0 to 1: by how much of their intervals the first checks of a face come early. Sessions begin on the hour: with the same phase they would all be
/// checked at the same moments, and their readings be late.
/// </param>
internal sealed class FaceTracker(FaceDetector detector, LandmarkNetwork landmarks, UnitNetwork network, float phase) : IDisposable
{
    /// <summary>How long the unit network alone is trusted, in ticks of the 90 kHz video clock.</summary>
    private const uint DetectorInterval = 90_000;

    /// <summary>How long a face that the detector goes on seeing is followed without asking the landmark network, which costs most.</summary>
    private const uint LandmarkInterval = 5 * 90_000;

    /// <summary>A detection that overlaps the followed face by less is another face.</summary>
    private const float SameFace = 0.2f;

    /// <summary>A second face of this share of the first's area may be the patient's as well.</summary>
    private const float RivalArea = 0.4f;

    /// <summary>A square that lies off by more, in shares of its side, is moved and looked at again.</summary>
    private const float GoodAim = 0.08f;

    /// <summary>
    /// From this yaw on, as the unit network sees it, the landmark network is asked for a second opinion: near profile the unit network's own
    /// estimate stays too small.
    /// </summary>
    private const float DoubtfulYawDegrees = 28;

    /// <summary>Beyond this yaw the unit network is believed: the head is turned away.</summary>
    private const float CertainYawDegrees = QualityGate.MaxYawDegrees + 5;

    private readonly Vector3[] _points = new Vector3[FaceMesh.PointCount];
    private RotatedSquare? _next;
    private uint _checkedAt;
    private uint _confirmedAt;

    /// <summary>The unit network, after <see cref="Track"/> found a face: what it says of that face.</summary>
    public UnitNetwork Network => network;

    /// <summary>Looks for the face in the next picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="timestamp">Its RTP timestamp, 90 kHz, which may wrap.</param>
    public TrackedFace Track(in I420View picture, uint timestamp)
    {
        if (_next is null || timestamp - _checkedAt >= DetectorInterval)
        {
            _checkedAt = Since(timestamp, DetectorInterval);
            if (Check(picture, timestamp) is { } trouble)
                return trouble;
        }

        return Follow(picture);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        detector.Dispose();
        landmarks.Dispose();
        network.Dispose();
    }

    /// <summary>Finds the head to follow, or why there is none.</summary>
    private TrackedFace? Check(in I420View picture, uint timestamp)
    {
        var faces = detector.Detect(picture);
        if (faces.Count == 0)
            return _next is null ? TrackedFace.None : Confirm(picture, HeadSquare(_next.Value), timestamp);
        if (_next is { } followed && IsAmong(faces, followed))
            return timestamp - _confirmedAt < LandmarkInterval ? null : Confirm(picture, HeadSquare(followed), timestamp);
        if (!TryChoose(faces, out var best))
        {
            _next = null;
            return TrackedFace.Several;
        }

        return Confirm(picture, RotatedSquare.AroundFace(best.Min, best.Max, best.RightEye, best.LeftEye), timestamp);
    }

    /// <summary>Asks the landmark network whether this is a face; where none was followed, it also says where the head is.</summary>
    private TrackedFace? Confirm(in I420View picture, RotatedSquare around, uint timestamp)
    {
        _confirmedAt = Since(timestamp, LandmarkInterval);
        var mesh = landmarks.Find(picture, around, _points);
        var square = FaceSquare.Of(HeadPose.Of(mesh));
        if (!(mesh.Presence > 0) || !IsPlausible(square, picture))
        {
            _next = null;
            return TrackedFace.None;
        }

        _next = square;
        return null;
    }

    private TrackedFace Follow(in I420View picture)
    {
        var square = _next!.Value;
        network.Look(picture, square);
        var ideal = FaceSquare.Shift(square, network.Shift);
        if (IsOff(network.Shift) && IsPlausible(ideal, picture))
        {
            square = ideal;
            network.Look(picture, square);
            ideal = FaceSquare.Shift(square, network.Shift);
        }

        var look = FaceLook.Of(network);
        var isDoubtful = MathF.Abs(look.YawDegrees) is > DoubtfulYawDegrees and < CertainYawDegrees;
        if (!IsPlausible(ideal, picture) || (isDoubtful && !TryLookTwice(picture, ideal, ref look)))
        {
            _next = null;
            return TrackedFace.None;
        }

        _next = ideal;
        return new(FoundAs.Face, ideal, look);
    }

    /// <summary>Takes the pose from the landmark network; false when that sees no face at all.</summary>
    private bool TryLookTwice(in I420View picture, RotatedSquare face, ref FaceLook look)
    {
        var mesh = landmarks.Find(picture, HeadSquare(face), _points);
        var pose = HeadPose.Of(mesh);
        look = look with { YawDegrees = pose.YawDegrees };
        return mesh.Presence > 0;
    }

    /// <summary>When a check counts as made: now, for a face found anew a little earlier.</summary>
    private uint Since(uint timestamp, uint interval) => _next is null ? timestamp - (uint)(phase * interval) : timestamp;

    private static bool IsAmong(List<DetectedFace> faces, RotatedSquare followed)
    {
        foreach (var face in faces)
        {
            if (Overlap(face, followed) >= SameFace)
                return true;
        }

        return false;
    }

    /// <summary>The largest face, unless another one is nearly as large.</summary>
    private static bool TryChoose(List<DetectedFace> faces, out DetectedFace largest)
    {
        largest = faces[0];
        foreach (var face in faces)
            largest = face.Area > largest.Area ? face : largest;
        foreach (var face in faces)
        {
            if (face != largest && face.Area > RivalArea * largest.Area)
                return false;
        }

        return true;
    }

    private static bool IsOff(ReadOnlySpan<float> shift) =>
        new Vector2(shift[0], shift[1]).Length() > GoodAim || MathF.Abs(shift[2]) > 2 * GoodAim || MathF.Abs(shift[3]) > 2 * GoodAim;

    /// <summary>Whether a square is about some part of the picture; numbers that are none compare as false.</summary>
    private static bool IsPlausible(RotatedSquare square, in I420View picture) =>
        square.Size is > 16 && square.Size < 3 * Math.Max(picture.Width, picture.Height)
        && square.Center.X >= 0 && square.Center.X <= picture.Width
        && square.Center.Y >= 0 && square.Center.Y <= picture.Height
        && float.IsFinite(square.Angle);

    /// <summary>The landmark network's square of a followed head: larger, and a little higher than the unit network's.</summary>
    private static RotatedSquare HeadSquare(RotatedSquare followed) => followed with { Size = followed.Size * 1.6f };

    private static float Overlap(DetectedFace face, RotatedSquare followed)
    {
        // Upright and without margin: enough to tell one face from another.
        var half = new Vector2(followed.Size * 0.42f);
        return face.Overlap(new(1, followed.Center - half, followed.Center + half, default, default));
    }
}
