using System.Numerics;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Tests.Tracking;

public class MeshRefinementTests
{
    [Fact]
    public void Heads_replace_x_and_y_of_their_landmarks_and_keep_z()
    {
        var points = new Vector3[FaceMesh.PointCount];

        MeshRefinement.Join(Heads(), points);

        Assert.Equal(new Vector3(1000, 1000, 61), points[61]);
        Assert.Equal(new Vector3(1079, 1079, 407), points[407]);
        Assert.Equal(new Vector3(2000, 2000, 33), points[33]);
        Assert.Equal(new Vector3(3000, 3000, 263), points[263]);
        Assert.Equal(new Vector3(10, 10, 10), points[10]);
    }

    [Fact]
    public void Irises_are_appended_at_the_mean_depth_of_their_lids()
    {
        var points = new Vector3[FaceMesh.PointCount];

        MeshRefinement.Join(Heads(), points);

        var lids = MeshRefinement.LeftEye[..16].Average();
        Assert.Equal(4000, points[468].X);
        Assert.Equal(4004, points[472].X);
        Assert.Equal(5000, points[473].X);
        Assert.Equal(lids, points[470].Z, 0.01);
    }

    [Fact]
    public void Each_landmark_is_refined_once_and_left_mirrors_right()
    {
        int[] all = [.. MeshRefinement.Lips, .. MeshRefinement.LeftEye, .. MeshRefinement.RightEye];

        Assert.Equal(80 + 71 + 71, all.Distinct().Count());
        Assert.All(all, landmark => Assert.InRange(landmark, 0, 467));
        Assert.Equal((33, 263), (MeshRefinement.LeftEye[0], MeshRefinement.RightEye[0]));
        Assert.Equal((133, 362), (MeshRefinement.LeftEye[8], MeshRefinement.RightEye[8]));
    }

    /// <summary>Landmark i of the mesh lies at (i, i, i); point k of head h at (1000 h + k, 1000 h + k).</summary>
    private static MeshHeads Heads() => new(
        [.. Enumerable.Range(0, 468).SelectMany(i => Enumerable.Repeat((float)i, 3))],
        Head(1, 80), Head(2, 71), Head(3, 71), Head(4, 5), Head(5, 5));

    private static float[] Head(int number, int points) =>
        [.. Enumerable.Range(0, points).SelectMany(i => Enumerable.Repeat((1000f * number) + i, 2))];
}
