namespace PsyCare.Rtc.Rtp;

/// <summary>The first byte of a NAL unit, and the types that matter here (H.264 section 7.4.1, RFC 6184 section 5.2).</summary>
internal static class H264Nal
{
    internal const int Slice = 1;
    internal const int Idr = 5;
    internal const int SequenceParameters = 7;
    internal const int PictureParameters = 8;
    internal const int Delimiter = 9;
    internal const int Filler = 12;

    /// <summary>The last of the types of H.264 itself; those of RTP packets follow.</summary>
    internal const int LastSingle = 23;
    internal const int Aggregate = 24;
    internal const int Fragment = 28;

    internal static int Type(byte header) => header & 0x1F;

    /// <summary>True if no other picture depends on it (nal_ref_idc is 0).</summary>
    internal static bool IsDispensable(byte header) => (header & 0x60) == 0;

    /// <summary>True for a part of a picture, as opposed to what is said about pictures.</summary>
    internal static bool IsSlice(int type) => type is >= Slice and <= Idr;
}
