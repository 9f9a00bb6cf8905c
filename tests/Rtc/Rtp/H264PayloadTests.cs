using PsyCare.Rtc.Rtp;
using PsyCare.TestKit.Rtc;

namespace PsyCare.Rtc.Tests.Rtp;

/// <summary>RFC 6184 sections 5.6 to 5.8.</summary>
public sealed class H264PayloadTests
{
    private static readonly byte[] Sps = H264Packetizer.SequenceParameters;
    private static readonly byte[] Pps = H264Packetizer.PictureParameters;

    [Fact]
    public void A_payload_can_be_one_nal_unit()
    {
        byte[] slice = [0x41, 1, 2, 3];
        Assert.Equal([slice], Units(slice));
        Assert.False(Parse(slice).StartsKeyframe);
        Assert.True(Parse(Sps).StartsKeyframe);
    }

    [Fact]
    public void A_payload_can_hold_several_nal_units()
    {
        var payload = H264Packetizer.Packetize(H264Packetizer.Join(Sps, Pps, [0x65, 9, 9]))[0];
        Assert.Equal([Sps, Pps], Units(payload));
        Assert.True(Parse(payload).StartsKeyframe);
    }

    [Fact]
    public void A_nal_unit_can_be_split_over_payloads()
    {
        byte[] slice = [0x65, .. new byte[2500]];
        var payloads = H264Packetizer.Packetize(H264Packetizer.Join([slice]));
        Assert.Equal(3, payloads.Count);
        Assert.Equal([(true, false), (false, false), (false, true)], payloads.Select(p => (Parse(p).StartsNal, Parse(p).EndsNal)));
        Assert.All(payloads, p => Assert.Equal(0x65, Parse(p).FragmentedHeader));
        Assert.Equal(2500, payloads.Sum(p => Parse(p).FragmentData.Length));
        Assert.All(payloads, p => Assert.Empty(Units(p)));
    }

    [Fact]
    public void A_payload_cut_off_anywhere_is_refused_or_stays_within_itself()
    {
        var payload = H264Packetizer.Packetize(H264Packetizer.Join(Sps, Pps))[0];
        for (var length = 0; length < payload.Length; length++)
        {
            // Only behind the first unit does a shorter one make sense.
            Assert.Equal(length == 1 + 2 + Sps.Length, H264Payload.TryParse(payload.AsSpan(0, length), out _));
        }
    }

    [Theory]
    [InlineData("")] // nothing
    [InlineData("00 01")] // type 0
    [InlineData("78")] // STAP-A without units
    [InlineData("78 00 00")] // a unit without bytes
    [InlineData("78 00 01 7c")] // a fragment within
    [InlineData("78 00 02 41")] // a unit longer than the payload
    [InlineData("7c 85")] // a fragment without data
    [InlineData("7c 80 01")] // a fragment of type 0
    [InlineData("79 00 00 00 03 41 01 02")] // STAP-B
    [InlineData("7d 85 00 00 01")] // FU-B
    [InlineData("7e 01")]
    public void What_packetization_mode_1_does_not_have_is_refused(string payload) =>
        Assert.False(H264Payload.TryParse(Convert.FromHexString(payload.Replace(" ", "", StringComparison.Ordinal)), out _));

    [Theory]
    [InlineData("6742c00cd90141fb0110000003001000000301e0f142a480", 320, 240)]
    [InlineData("6742c016d900a02ff970110000030001000003001e0f162e48", 640, 360)] // 22.5 rows of macroblocks
    [InlineData("6742c028d900780227e5c044000003000400000300783c60c920", 1920, 1080)]
    public void The_size_is_read_from_the_sequence_parameters(string sps, int width, int height)
    {
        Assert.True(H264Sps.TryReadSize(Convert.FromHexString(sps), out var w, out var h));
        Assert.Equal((width, height), (w, h));
    }

    [Fact]
    public void Sequence_parameters_that_are_cut_off_or_of_a_high_profile_have_no_size()
    {
        for (var length = 0; length < 12; length++)
        {
            Assert.False(H264Sps.TryReadSize(Sps.AsSpan(0, Math.Min(length, 8)), out _, out _));
        }

        byte[] high = [.. Sps];
        high[1] = 100;
        Assert.False(H264Sps.TryReadSize(high, out _, out _));
        Assert.False(H264Sps.TryReadSize([0x67, 66, 0xC0, 30, 0, 0, 0, 0, 0, 0], out _, out _));
    }

    private static H264Payload Parse(byte[] bytes)
    {
        Assert.True(H264Payload.TryParse(bytes, out var payload));
        return payload;
    }

    private static List<byte[]> Units(byte[] payload)
    {
        var units = Parse(payload).Units();
        var found = new List<byte[]>();
        while (units.TryRead(out var unit))
        {
            found.Add(unit.ToArray());
        }

        return found;
    }
}
