using System.Numerics;
using PsyCare.Vision.Tracking;

namespace PsyCare.Vision.Tests.Tracking;

public class BlazeFaceDecoderTests
{
    private readonly float[] _regressors = new float[896 * 16];
    private readonly float[] _scores = [.. Enumerable.Repeat(-20f, 896)];

    [Fact]
    public void Anchors_are_two_a_cell_of_16_by_16_then_six_a_cell_of_8_by_8()
    {
        var anchors = BlazeFaceDecoder.Anchors;

        Assert.Equal(896, anchors.Length);
        Assert.Equal(new Vector2(0.5f / 16, 0.5f / 16), anchors[0]);
        Assert.Equal(anchors[0], anchors[1]);
        Assert.Equal(new Vector2(1.5f / 16, 0.5f / 16), anchors[2]);
        Assert.Equal(new Vector2(0.5f / 16, 1.5f / 16), anchors[32]);
        Assert.Equal(new Vector2(15.5f / 16, 15.5f / 16), anchors[511]);
        Assert.Equal(new Vector2(0.5f / 8, 0.5f / 8), anchors[512]);
        Assert.Equal(new Vector2(1.5f / 8, 0.5f / 8), anchors[518]);
        Assert.Equal(new Vector2(7.5f / 8, 7.5f / 8), anchors[895]);
    }

    [Fact]
    public void Box_and_eyes_are_relative_to_the_anchor_in_pixels_of_the_input()
    {
        Put(anchor: 512, score: 4, centerX: 12.8f, centerY: 25.6f, size: 32);

        var face = Assert.Single(new BlazeFaceDecoder().Decode(_regressors, _scores));

        Assert.Equal(1 / (1 + MathF.Exp(-4)), face.Score, 1e-5f);
        Assert.Equal(0.0625f + 0.1f - 0.125f, face.Min.X, 1e-5f);
        Assert.Equal(0.0625f + 0.2f + 0.125f, face.Max.Y, 1e-5f);
        Assert.Equal(0.0625f + (2f / 128), face.RightEye.X, 1e-5f);
        Assert.Equal(0.0625f + (3f / 128), face.LeftEye.Y, 1e-5f);
    }

    [Fact]
    public void Overlapping_boxes_are_one_face_averaged_by_score()
    {
        Put(anchor: 0, score: 2, centerX: 0, centerY: 0, size: 64);
        Put(anchor: 1, score: 2, centerX: 4, centerY: 0, size: 64);

        var face = Assert.Single(new BlazeFaceDecoder().Decode(_regressors, _scores));

        Assert.Equal((0.5f / 16) + (2f / 128) - 0.25f, face.Min.X, 1e-5f);
    }

    [Fact]
    public void Boxes_apart_are_two_faces_best_first()
    {
        Put(anchor: 0, score: 1, centerX: 0, centerY: 0, size: 16);
        Put(anchor: 511, score: 3, centerX: 0, centerY: 0, size: 16);

        var faces = new BlazeFaceDecoder().Decode(_regressors, _scores);

        Assert.Equal(2, faces.Count);
        Assert.True(faces[0].Score > faces[1].Score);
        Assert.True(faces[0].Min.X > 0.5f);
    }

    [Fact]
    public void Values_that_are_not_numbers_are_no_face()
    {
        Array.Fill(_regressors, float.NaN);
        Array.Fill(_scores, float.NaN);

        Assert.Empty(new BlazeFaceDecoder().Decode(_regressors, _scores));
    }

    private void Put(int anchor, float score, float centerX, float centerY, float size)
    {
        _scores[anchor] = score;
        float[] values = [centerX, centerY, size, size, 2, 2, 3, 3];
        values.CopyTo(_regressors, anchor * 16);
    }
}
