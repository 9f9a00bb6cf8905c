using PsyCare.Rtc.Rtp;

namespace PsyCare.Fuzz.Targets;

internal static class Vp8Target
{
    internal static void Read(ReadOnlySpan<byte> input)
    {
        if (Vp8Descriptor.TryParse(input, out var descriptor))
        {
            Check.That(descriptor.Length < input.Length, "data follow the descriptor");
            Check.That(descriptor.PictureId is null || descriptor.PictureId < descriptor.PictureIdRange, "the picture id is in range");
            descriptor.StartsKeyframe(input);
        }
    }
}
