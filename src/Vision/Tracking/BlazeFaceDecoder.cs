using System.Numerics;

namespace PsyCare.Vision.Tracking;

/// <summary>
/// Turns BlazeFace's raw output (Bazarevsky et al., BlazeFace, 2019; MediaPipe's short-range model) into faces. 896 anchors: two on each
/// cell of a 16 x 16 grid, six on each cell of an 8 x 8 grid, all of unit size.
/// </summary>
/// <remarks>Not for two threads at once.</remarks>
internal sealed class BlazeFaceDecoder
{
    /// <summary>Side of the input picture, pixels.</summary>
    public const int InputSize = 128;

    /// <summary>How many anchors there are.</summary>
    public const int AnchorCount = 896;

    /// <summary>Numbers for each anchor: centre, size, then six points (right eye, left eye, nose, mouth, ears).</summary>
    public const int ValuesPerAnchor = 16;

    private const float MinScore = 0.5f;
    private const float MinOverlap = 0.3f;

    /// <summary>Centres of the anchors, 0 to 1 across and down, in the network's order.</summary>
    public static readonly Vector2[] Anchors = [.. Grid(16, 2), .. Grid(8, 6)];

    private readonly List<DetectedFace> _candidates = [];
    private readonly List<DetectedFace> _faces = [];

    /// <summary>Faces found, best first, overlapping ones merged by weight (BlazeFace, section 3.4).</summary>
    /// <param name="regressors">896 x 16, pixels of the input relative to the anchor.</param>
    /// <param name="scores">896 logits.</param>
    /// <returns>Coordinates from 0 to 1 across and down the input picture; valid until the next call.</returns>
    public List<DetectedFace> Decode(ReadOnlySpan<float> regressors, ReadOnlySpan<float> scores)
    {
        _faces.Clear();
        for (var i = 0; i < AnchorCount; i++)
        {
            var score = 1 / (1 + MathF.Exp(-Math.Clamp(scores[i], -100, 100)));
            if (score >= MinScore)
                _candidates.Add(DecodeOne(regressors.Slice(i * ValuesPerAnchor, ValuesPerAnchor), Anchors[i], score));
        }

        _candidates.Sort(static (left, right) => right.Score.CompareTo(left.Score));
        while (_candidates.Count > 0)
            _faces.Add(TakeFirst());
        return _faces;
    }

    private static IEnumerable<Vector2> Grid(int cells, int perCell) =>
        from y in Enumerable.Range(0, cells)
        from x in Enumerable.Range(0, cells)
        from _ in Enumerable.Range(0, perCell)
        select new Vector2(x + 0.5f, y + 0.5f) / cells;

    private static DetectedFace DecodeOne(ReadOnlySpan<float> values, Vector2 anchor, float score)
    {
        var center = anchor + Point(values, 0);
        var half = Point(values, 2) / 2;
        return new(score, center - half, center + half, anchor + Point(values, 4), anchor + Point(values, 6));
    }

    private static Vector2 Point(ReadOnlySpan<float> values, int at) => new Vector2(values[at], values[at + 1]) / InputSize;

    /// <summary>Takes the best candidate and those that overlap it: their mean, weighted by score.</summary>
    private DetectedFace TakeFirst()
    {
        var best = _candidates[0];
        var (sum, weight) = (default(DetectedFace), 0f);
        for (var i = _candidates.Count - 1; i >= 0; i--)
        {
            var face = _candidates[i];
            if (i > 0 && !(best.Overlap(face) > MinOverlap))
                continue;
            sum = sum.Plus(face, face.Score);
            weight += face.Score;
            _candidates.RemoveAt(i);
        }

        return default(DetectedFace).Plus(sum, 1 / weight) with { Score = best.Score };
    }
}
