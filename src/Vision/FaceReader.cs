using System.Diagnostics;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Emotions;
using PsyCare.Vision.Quality;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Vision;

/// <summary>
/// One session's way from encoded frames to readings: decode, track the face, judge the picture, estimate Action Units, then what they suggest.
/// </summary>
internal sealed class FaceReader(FrameDecoder decoder, FaceTracker tracker) : IFaceReader
{
    private const double ClockRate = 90_000;

    /// <summary>A head that was turning away when it was lost has turned away; after this long it may just as well be gone.</summary>
    private const double TurnedAwaySeconds = 5;

    private const float TurningYawDegrees = 30;

    private readonly UnitEstimator _estimator = new();
    private readonly MotionGate _motion = new();
    private readonly LifeSigns _life = new();
    private RotatedSquare? _face;
    private uint _seenAt;
    private uint _readAt;
    private bool _wasTurning;
    private uint _turningAt;

    /// <inheritdoc/>
    public FaceReading? Read(IReadOnlyList<EncodedFrame> frames)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var isDecoded = false;
        for (var i = 0; i < frames.Count; i++)
            isDecoded = Decode(frames[i]);
        if (!isDecoded || !decoder.TryGetPicture(out var picture))
            return null;
        var timestamp = frames[^1].RtpTimestamp;
        if (_face is { } face && !_motion.IsDue(picture, face, SecondsSince(_seenAt, timestamp)))
        {
            _seenAt = timestamp;
            return null;
        }

        _seenAt = timestamp;
        var started = Stopwatch.GetTimestamp();
        var reading = Read(picture, timestamp);
        VisionMetrics.Inference.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        VisionMetrics.FramesRead.Add(1);
        return reading;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        tracker.Dispose();
        decoder.Dispose();
    }

    private bool Decode(EncodedFrame frame)
    {
        var started = Stopwatch.GetTimestamp();
        var isDecoded = decoder.TryDecode(frame);
        VisionMetrics.Decode.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        (isDecoded ? VisionMetrics.FramesDecoded : VisionMetrics.FramesLost).Add(1);
        return isDecoded;
    }

    /// <summary>Reads a decoded picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="timestamp">Its RTP timestamp, 90 kHz.</param>
    internal FaceReading Read(in I420View picture, uint timestamp)
    {
        var face = tracker.Track(picture, timestamp);
        if (face.Found != FoundAs.Face)
            return Lost(face.Found, timestamp);
        _face = face.Square;
        _motion.Keep(picture, face.Square);
        var (quality, reason) = QualityGate.Judge(picture, face.Square, face.Look);
        RememberTurn(face.Look, timestamp);
        if (reason is null && _motion.IsStill)
            reason = NoReadingReason.StillPicture;
        if (reason is { } why)
            return FaceReading.None(why, quality);
        var seconds = SecondsSince(_readAt, timestamp);
        var units = _estimator.Estimate(tracker.Network, seconds);
        _life.Watch(_estimator.Smoothed, seconds);
        _readAt = timestamp;
        if (_life.AreMissing)
            return FaceReading.None(NoReadingReason.StillPicture, quality);
        return new(null, quality, units, EmotionTable.Estimate(units, quality.Overall));
    }

    private FaceReading Lost(FoundAs found, uint timestamp)
    {
        _face = null;
        _motion.Reset();
        _life.Reset();
        return FaceReading.None(found == FoundAs.Several ? NoReadingReason.SeveralFaces : ReasonForNoFace(timestamp));
    }

    private NoReadingReason ReasonForNoFace(uint timestamp) =>
        _wasTurning && SecondsSince(_turningAt, timestamp) < TurnedAwaySeconds ? NoReadingReason.TurnedAway : NoReadingReason.NoFace;

    private void RememberTurn(FaceLook look, uint timestamp)
    {
        _wasTurning = Math.Abs(look.YawDegrees) > TurningYawDegrees;
        _turningAt = timestamp;
    }

    /// <summary>Wraps with the RTP clock.</summary>
    private static double SecondsSince(uint earlier, uint later) => (later - earlier) / ClockRate;
}
