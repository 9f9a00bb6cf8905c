using System.Globalization;
using System.Text;
using PsyCare.Vision.Decoding;

namespace PsyCare.TestKit.FakePatient;

/// <summary>Turns the fake patient into a camera of Chromium's (<c>--use-file-for-fake-video-capture</c>).</summary>
public static class FakeCamera
{
    /// <summary>
    /// Writes the clip as YUV4MPEG2, which Chromium plays at its true rate and loops; about 200 MB at 640x480. Needs libvpx and no other
    /// program.
    /// </summary>
    /// <param name="path">Where to write; must end in .y4m. Written in full or not at all.</param>
    public static void WriteY4m(string path)
    {
        var unfinished = path + ".part";
        using (var reader = FakePatientClip.Open())
        using (var output = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 20))
        {
            WriteY4m(reader, output);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static void WriteY4m(IvfReader reader, Stream output)
    {
        using var decoder = new Vp8Decoder();
        output.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"YUV4MPEG2 W{reader.Width} H{reader.Height} F{reader.RateNumerator}:{reader.RateDenominator} Ip A1:1 C420jpeg\n")));
        while (reader.TryRead(out var frame))
        {
            if (!decoder.TryDecode(frame) || !decoder.TryGetPicture(out var picture))
                throw new InvalidDataException("A frame of the clip does not decode");
            output.Write("FRAME\n"u8);
            WritePlane(output, picture.Y, picture.StrideY, picture.Width, picture.Height);
            WritePlane(output, picture.U, picture.StrideUv, picture.ChromaWidth, picture.ChromaHeight);
            WritePlane(output, picture.V, picture.StrideUv, picture.ChromaWidth, picture.ChromaHeight);
        }
    }

    private static void WritePlane(Stream output, ReadOnlySpan<byte> plane, int stride, int width, int height)
    {
        for (var row = 0; row < height; row++)
            output.Write(plane.Slice(row * stride, width));
    }
}
