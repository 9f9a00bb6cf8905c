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

/// <summary>Something that reads one session's pictures, those of the person at rest first.</summary>
internal interface IRater
{
    /// <summary>Learns the person at rest.</summary>
    void Meet(IReadOnlyList<Shot> atRest);

    /// <summary>What is read of each unit.</summary>
    IReadOnlyDictionary<ActionUnit, Rating> Rate(Shot shot);
}

/// <summary>The product's unit network.</summary>
internal sealed class NetworkRater(OnnxModel glance, OnnxModel closer) : IRater, IDisposable
{
    private readonly UnitNetwork _network = new(glance, closer);

    /// <inheritdoc/>
    public void Meet(IReadOnlyList<Shot> atRest)
    {
        var rest = new float[UnitNetwork.EmbeddingSize];
        foreach (var shot in atRest)
        {
            Look(shot);
            for (var i = 0; i < rest.Length; i++)
                rest[i] += _network.Embedding[i] / atRest.Count;
        }

        rest.CopyTo(_network.Rest);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<ActionUnit, Rating> Rate(Shot shot)
    {
        Look(shot);
        return Enumerable.Range(0, UnitNetwork.Units.Length).ToDictionary(i => UnitNetwork.Units[i], RatingOf);
    }

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private Rating RatingOf(int unit)
    {
        var (left, right) = _network.Intensity(unit);
        return new((left + right) / 2, _network.Deviation(unit), left - right);
    }

    private void Look(Shot shot) =>
        _network.Look(shot.Picture.View, shot.Square with { Size = shot.Square.Size * FaceSquare.SideCm / SessionMaker.StoredCm });
}

/// <summary>The peer: MediaPipe's mesh geometry explained by patterns.</summary>
internal sealed class GeometryRater(OnnxModel landmarks) : IRater, IDisposable
{
    /// <summary>Each picture at rest counts as if seen for this many seconds.</summary>
    private const int SecondsAtRest = 5;
    private const double LongAgo = 10;

    private readonly LandmarkNetwork _network = new(landmarks);
    private GeometricUnitEstimator _estimator = new();

    /// <inheritdoc/>
    public void Meet(IReadOnlyList<Shot> atRest)
    {
        _estimator = new();
        List<FaceMesh> meshes = [.. atRest.Select(MeshOf)];
        for (var i = 0; i < SecondsAtRest * 4 * meshes.Count; i++)
            Estimate(meshes[i % meshes.Count], 0.25);
    }

    /// <inheritdoc/>
    public IReadOnlyDictionary<ActionUnit, Rating> Rate(Shot shot) =>
        Estimate(MeshOf(shot), LongAgo).ToDictionary(unit => unit.Unit, unit => new Rating(unit.Intensity, 0, 0));

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();

    private FaceMesh MeshOf(Shot shot) => _network.Find(shot.Picture.View, shot.HeadBox);

    private IReadOnlyList<ActionUnitIntensity> Estimate(FaceMesh mesh, double seconds) => _estimator.Estimate(mesh, HeadPose.Of(mesh), seconds);
}
