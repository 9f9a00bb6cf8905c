using PsyCare.Vision.Tracking;

namespace PsyCare.Training.Samples;

/// <summary>One picture as training and evaluation see it.</summary>
/// <param name="Crop">The face's luma, <see cref="CropSize"/> squared, as the runtime's sampler gives it.</param>
/// <param name="Points">Where the 468 landmarks truly are in the crop: x, y of each, shares of its side from its middle.</param>
/// <param name="Labels">One number for each of <see cref="SampleColumns.Names"/>.</param>
internal sealed record Sample(byte[] Crop, float[] Points, float[] Labels)
{
    /// <summary>Pixels on a side of a crop.</summary>
    public const int CropSize = 130;

    /// <summary>Landmarks of a sample.</summary>
    public const int PointCount = 468;

    /// <summary>A label by its column's name.</summary>
    public float this[string column] => Labels[SampleColumns.Of(column)];
}

/// <summary>A sample and what it was cut from.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Picture">The decoded picture.</param>
/// <param name="Square">Where the crop was cut, <see cref="SessionMaker.StoredCm"/> on a side.</param>
/// <param name="HeadBox">Where the landmark network would look for the face.</param>
internal sealed record Shot(Sample Sample, Capture.Yuv Picture, RotatedSquare Square, RotatedSquare HeadBox);
