using PsyCare.Domain.Affect;
using PsyCare.Training.Peer;
using PsyCare.Training.Samples;
using PsyCare.Vision.Inference;
using PsyCare.Vision.Pose;
using PsyCare.Vision.Tracking;
using PsyCare.Vision.Units;

namespace PsyCare.Training.Evaluation;

/// <summary>What is read of one unit, 0 to 5.</summary>
/// <param name="Intensity">Mean of both sides.</param>
/// <param name="Deviation">Expected of the intensity; 0 where the rater says none.</param>
/// <param name="Difference">Left minus right; 0 where the rater has no sides.</param>
internal readonly record struct Rating(float Intensity, float Deviation, float Difference);

/// <summary>Something that reads one session's moments, those of the person at rest first.</summary>
internal interface IRater
{
    /// <summary>Learns the person at rest.</summary>
    void Meet(IEnumerable<IReadOnlyList<Shot>> atRest);

    /// <summary>What is read of each unit at the end of a moment.</summary>
    IReadOnlyDictionary<ActionUnit, Rating> Rate(IReadOnlyList<Shot> moment);
}

/// <summary>The product's unit network, aimed and steadied as the product does.</summary>
/// <param name="glance">The glance.</param>
/// <param name="closer">The closer looks.</param>
/// <param name="pictures">How many of a moment's pictures it sees.</param>
internal sealed class NetworkRater(OnnxModel glance, OnnxModel closer, int pictures) : IRater, IDisposable
{
    private readonly UnitNetwork _network = new(glance, closer);
    private readonly SteadyUnits _steady = new();

    /// <inheritdoc/>
    public void Meet(IEnumerable<IReadOnlyList<Shot>> atRest)
    {
        var rest = new float[UnitNetwork.EmbeddingSize];
        var count = 0;
        foreach (var moment in atRest)
        {
            Follow(moment, _ =>
            {
                count++;
                for (var i = 0; i < rest.Length; i++)
                    rest[i] += _network.Embedding[i];
            });
        }

        for (var i = 0; i < rest.Length; i++)
            _network.Rest[i] = rest[i] / count;
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<ActionUnit, Rating> Rate(IReadOnlyList<Shot> moment)
    {
        Follow(moment, seconds =>
        {
            for (var i = 0; i < UnitNetwork.Units.Length; i++)
            {
                var (left, right) = _network.Intensity(i);
                _steady.Follow(i, (left + right) / 2, _network.Deviation(i), seconds);
            }
        });
        return Enumerable.Range(0, UnitNetwork.Units.Length).ToDictionary(i => UnitNetwork.Units[i], RatingOf);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private Rating RatingOf(int unit)
    {
        var (left, right) = _network.Intensity(unit);
        return new(_steady.Intensities[unit], _network.Deviation(unit), left - right);
    }

    /// <summary>Looks at one picture after the other: at the first where a tracker that just found the face would, then where the last look saw the head.</summary>
    private void Follow(IReadOnlyList<Shot> moment, Action<double?> looked)
    {
        var square = moment[0].Square with { Size = moment[0].Square.Size * FaceSquare.SideCm / SessionMaker.StoredCm };
        for (var i = 0; i < Math.Min(pictures, moment.Count); i++)
        {
            _network.Look(moment[i].Picture.View, square);
            square = FaceSquare.Shift(square, _network.Shift);
            looked(i == 0 ? null : SessionMaker.Interval);
        }
    }
}

/// <summary>The peer: MediaPipe's mesh geometry explained by patterns, the mean of a moment's readings.</summary>
internal sealed class GeometryRater(OnnxModel landmarks) : IRater, IDisposable
{
    /// <summary>Each picture at rest counts as if seen for this many seconds.</summary>
    private const int SecondsAtRest = 5;
    private const double LongAgo = 10;

    private readonly LandmarkNetwork _network = new(landmarks);
    private GeometricUnitEstimator _estimator = new();

    /// <inheritdoc/>
    public void Meet(IEnumerable<IReadOnlyList<Shot>> atRest)
    {
        _estimator = new();
        List<FaceMesh> meshes = [.. atRest.Select(moment => MeshOf(moment[^1]))];
        for (var i = 0; i < SecondsAtRest * 4 * meshes.Count; i++)
            Estimate(meshes[i % meshes.Count], 0.25);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<ActionUnit, Rating> Rate(IReadOnlyList<Shot> moment) =>
        moment.SelectMany(shot => Estimate(MeshOf(shot), LongAgo)).GroupBy(unit => unit.Unit)
            .ToDictionary(readings => readings.Key, readings => new Rating(readings.Average(unit => unit.Intensity), 0, 0));

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private FaceMesh MeshOf(Shot shot) => _network.Find(shot.Picture.View, shot.HeadBox);

    private IReadOnlyList<ActionUnitIntensity> Estimate(FaceMesh mesh, double seconds) => _estimator.Estimate(mesh, HeadPose.Of(mesh), seconds);
}
