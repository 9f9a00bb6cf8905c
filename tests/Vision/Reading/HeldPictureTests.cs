using System.Numerics;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Media;
using PsyCare.TestKit.FakePatient;
using PsyCare.Vision.Decoding;
using PsyCare.Vision.Tests.RealFaces;

namespace PsyCare.Vision.Tests.Reading;

/// <summary>A photograph or a drawing of a face that somebody moves about before the camera.</summary>
public sealed class HeldPictureTests
{
    private const double ReadingsPerSecond = 5;
    private const uint Ticks = (uint)(90_000 / ReadingsPerSecond);

    private static readonly string RealFace = Path.Combine(AppContext.BaseDirectory, "RealFaces", "cap12_edit.webm");

    /// <summary>Luma in four steps, as a poster or a comic has it.</summary>
    private static byte Drawn(byte luma) => (byte)(((luma / 64) * 64) + 20);

    [Theory]
    [InlineData("photograph")]
    [InlineData("photograph of a real face")]
    [InlineData("drawing")]
    public void Picture_of_a_face_that_is_moved_about_is_found_out_within_a_minute(string kind)
    {
        using var factory = new FaceReaderFactory(new VisionOptions());
        using var reader = (FaceReader)factory.Create();
        var first = kind.EndsWith("real face", StringComparison.Ordinal) ? WebmVideo.ReadFrames(RealFace)[0] : FakePatientClip.ReadFrames()[0];
        var held = new HeldPicture(first, kind == "drawing" ? Drawn : luma => luma);
        var readings = new List<FaceReading>();
        for (var i = 0u; i < 75 * ReadingsPerSecond; i++)
            readings.Add(reader.Read(held.Show(i / ReadingsPerSecond), i * Ticks));

        var last = readings.Skip((int)(62 * ReadingsPerSecond)).ToList();
        Assert.InRange(last.Count(reading => reading.NoReading == NoReadingReason.StillPicture), 0.9 * last.Count, last.Count);
    }

    /// <summary>A picture of the clip, waved slowly, nearer and farther, in light that changes, before a noisy camera.</summary>
    private sealed class HeldPicture
    {
        private readonly int _width;
        private readonly int _height;
        private readonly byte[] _luma;
        private readonly byte[] _shown;
        private readonly byte[] _grey;
        private readonly Random _noise = new(7);

        public HeldPicture(EncodedFrame keyframe, Func<byte, byte> drawn)
        {
            using var decoder = new Vp8Decoder();
            Assert.True(decoder.TryDecode(keyframe.Data));
            Assert.True(decoder.TryGetPicture(out var picture));
            (_width, _height) = (picture.Width, picture.Height);
            _luma = new byte[_width * _height];
            for (var row = 0; row < _height; row++)
                picture.Y.Slice(row * picture.StrideY, _width).CopyTo(_luma.AsSpan(row * _width));
            _luma = Array.ConvertAll(_luma, luma => drawn(luma));
            _shown = new byte[_luma.Length];
            _grey = new byte[(_width + 1) / 2 * ((_height + 1) / 2)];
            Array.Fill(_grey, (byte)128);
        }

        public I420View Show(double seconds)
        {
            float Wave(double period, double size) => (float)(size * Math.Sin(2 * Math.PI * seconds / period));
            var middle = new Vector2(_width, _height) / 2;
            var turn = Matrix3x2.CreateRotation(Wave(5, 0.06), middle) * Matrix3x2.CreateScale(1 + Wave(7, 0.07), middle)
                * Matrix3x2.CreateTranslation(Wave(3, 0.02 * _width), Wave(4, 0.02 * _height));
            var light = 1 + Wave(11, 0.08);
            for (var i = 0; i < _shown.Length; i++)
            {
                var at = Vector2.Transform(new(i % _width, i / _width), turn);
                var luma = Sample(Math.Clamp(at.X, 0, _width - 1.01f), Math.Clamp(at.Y, 0, _height - 1.01f));
                _shown[i] = (byte)Math.Clamp((luma * light) + _noise.Next(-3, 4), 16, 235);
            }

            return new(_width, _height, _shown, _width, _grey, _grey, (_width + 1) / 2);
        }

        private float Sample(float x, float y)
        {
            var (left, top) = ((int)x, (int)y);
            var (right, down, at) = (x - left, y - top, (top * _width) + left);
            var above = (_luma[at] * (1 - right)) + (_luma[at + 1] * right);
            var below = (_luma[at + _width] * (1 - right)) + (_luma[at + _width + 1] * right);
            return (above * (1 - down)) + (below * down);
        }
    }
}
