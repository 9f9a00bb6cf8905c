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
            CheckIndices(input, descriptor);
        }
    }

    /// <summary>Other indices leave everything else as it is.</summary>
    private static void CheckIndices(ReadOnlySpan<byte> input, in Vp8Descriptor descriptor)
    {
        var copy = input.ToArray();
        descriptor.WriteIndices(copy, pictureId: 12_345, tl0PictureIndex: 77);
        Check.That(Vp8Descriptor.TryParse(copy, out var rewritten), "it is still a descriptor");
        Check.That(rewritten.Length == descriptor.Length && rewritten.TemporalId == descriptor.TemporalId, "it has the same parts");
        Check.That(rewritten.PictureId is null || rewritten.PictureId == 12_345 % rewritten.PictureIdRange, "the picture id is the new one");
        Check.That(rewritten.Tl0PictureIndex is null or 77, "TL0PICIDX is the new one");
        Check.That(input[descriptor.Length..].SequenceEqual(copy.AsSpan(descriptor.Length)), "the data are the same");
    }
}
