namespace PsyCare.Training.Samples;

/// <summary>One picture as training and evaluation see it.</summary>
/// <param name="Crop">The face's luma, <see cref="CropSize"/> squared, as the runtime's sampler gives it.</param>
/// <param name="Mesh">478 landmarks of the attention mesh with the pose taken out, canonical cm, x, y, z.</param>
/// <param name="Labels">One number for each of <see cref="SampleColumns.Names"/>.</param>
internal sealed record Sample(byte[] Crop, float[] Mesh, float[] Labels)
{
    /// <summary>Pixels on a side of a crop.</summary>
    public const int CropSize = 112;

    /// <summary>A label by its column's name.</summary>
    public float this[string column] => Labels[SampleColumns.Of(column)];
}

/// <summary>A sample and what it was cut from.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Picture">The decoded picture.</param>
/// <param name="Square">Where the crop was cut, <see cref="SessionMaker.StoredCm"/> on a side.</param>
/// <param name="Mesh">What the landmark network found in it.</param>
internal sealed record Shot(Sample Sample, Capture.Yuv Picture, PsyCare.Vision.Tracking.RotatedSquare Square, PsyCare.Vision.Tracking.FaceMesh Mesh);
