namespace PsyCare.Rtc.Rtp;

/// <summary>The picture size in a sequence parameter set (H.264 section 7.3.2.1.1). Only the profiles that baseline decoders know are read.</summary>
internal static class H264Sps
{
    private const int HeaderLength = 4; // NAL header, profile, constraints, level
    private const int MaxSide = 1 << 14;

    /// <summary>Reads the size that is shown, cropping taken off.</summary>
    /// <param name="unit">The NAL unit, its first byte included.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <returns>False if it is cut off, of another profile, or states an impossible size.</returns>
    internal static bool TryReadSize(ReadOnlySpan<byte> unit, out int width, out int height)
    {
        (width, height) = (0, 0);
        if (unit.Length <= HeaderLength || H264Nal.Type(unit[0]) != H264Nal.SequenceParameters || unit[1] is not (66 or 77 or 88))
        {
            return false;
        }

        var bits = new H264BitReader(unit[HeaderLength..]);
        bits.Unsigned(); // seq_parameter_set_id
        bits.Unsigned(); // log2_max_frame_num_minus4
        SkipPictureOrder(ref bits);
        bits.Unsigned(); // max_num_ref_frames
        bits.Bit(); // gaps_in_frame_num_value_allowed_flag
        var across = bits.Unsigned() + 1L;
        var down = bits.Unsigned() + 1L;
        var isProgressive = bits.Bit(); // frame_mbs_only_flag: else a row of macroblocks is one of each field
        if (!isProgressive)
        {
            bits.Bit(); // mb_adaptive_frame_field_flag
            down *= 2;
        }

        bits.Bit(); // direct_8x8_inference_flag
        var (cropX, cropY) = bits.Bit() ? Crop(ref bits, isProgressive ? 2 : 4) : (0, 0);
        var (shownWidth, shownHeight) = ((across * 16) - cropX, (down * 16) - cropY);
        if (bits.IsOver || shownWidth is <= 0 or > MaxSide || shownHeight is <= 0 or > MaxSide)
        {
            return false;
        }

        (width, height) = ((int)shownWidth, (int)shownHeight);
        return true;
    }

    private static void SkipPictureOrder(ref H264BitReader bits)
    {
        switch (bits.Unsigned()) // pic_order_cnt_type
        {
            case 0:
                bits.Unsigned(); // log2_max_pic_order_cnt_lsb_minus4
                break;
            case 1:
                bits.Bit(); // delta_pic_order_always_zero_flag
                bits.Unsigned(); // offset_for_non_ref_pic, signed: as long
                bits.Unsigned(); // offset_for_top_to_bottom_field
                for (var left = bits.Unsigned(); left > 0 && !bits.IsOver; left--)
                {
                    bits.Unsigned(); // offset_for_ref_frame
                }

                break;
        }
    }

    /// <summary>Cropping counts in pairs of pixels, as 4:2:0 has it.</summary>
    private static (long X, long Y) Crop(ref H264BitReader bits, int unitY)
    {
        var x = (long)bits.Unsigned() + bits.Unsigned();
        var y = (long)bits.Unsigned() + bits.Unsigned();
        return (x * 2, y * unitY);
    }
}
