using PsyCare.Rtc.Rtp;

namespace PsyCare.Fuzz.Targets;

/// <summary>The input is an RTP payload, and once more a sequence parameter set.</summary>
internal static class H264Target
{
    internal static void Read(ReadOnlySpan<byte> input)
    {
        ReadSize(input);
        if (!H264Payload.TryParse(input, out var payload))
        {
            return;
        }

        if (payload.IsFragment)
        {
            Check.That(payload.FragmentData.Length == input.Length - 2 && payload.FragmentData.Length > 0, "a fragment has data");
            Check.That(!payload.StartsKeyframe, "a fragment holds no parameters");
        }

        var total = 0;
        var units = payload.Units();
        while (units.TryRead(out var unit))
        {
            Check.That(unit.Length > 0 && input.Overlaps(unit), "a unit has bytes of the payload");
            total += unit.Length;
            ReadSize(unit);
        }

        Check.That(total <= input.Length && (total > 0) != payload.IsFragment, "a payload holds units or a fragment");
    }

    private static void ReadSize(ReadOnlySpan<byte> unit)
    {
        var isRead = H264Sps.TryReadSize(unit, out var width, out var height);
        Check.That(isRead == (width > 0 && height > 0) && width <= 1 << 14 && height <= 1 << 14, "a size is possible");
    }
}
