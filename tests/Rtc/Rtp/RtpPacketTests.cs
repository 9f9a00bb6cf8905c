using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

public class RtpPacketTests
{
    [Fact]
    public void A_header_with_everything_is_read()
    {
        // Two contributing sources, one-byte extensions (id 4: "0", padding byte, id 2: three bytes), four bytes of padding.
        var bytes = Convert.FromHexString("B2E0" + "1234" + "01020304" + "0A0B0C0D" + "11111111" + "22222222"
            + "BEDE0002" + "4030" + "00" + "22AABBCC" + "00" + "DEADBEEF" + "00000004");
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        Assert.True(packet.Marker);
        Assert.Equal(96, packet.PayloadType);
        Assert.Equal(0x1234, packet.SequenceNumber);
        Assert.Equal(0x01020304u, packet.Timestamp);
        Assert.Equal(0x0A0B0C0Du, packet.Ssrc);
        Assert.Equal("DEADBEEF", Convert.ToHexString(packet.Payload));
        Assert.True(packet.TryGetExtension(4, out var mid));
        Assert.Equal("30", Convert.ToHexString(mid));
        Assert.True(packet.TryGetExtension(2, out var other));
        Assert.Equal("AABBCC", Convert.ToHexString(other));
        Assert.False(packet.TryGetExtension(3, out _));
    }

    [Fact]
    public void Two_byte_extensions_are_read()
    {
        var bytes = Convert.FromHexString("9060" + "0001" + "00000000" + "00000001" + "10000002" + "0500" + "0203AABBCC" + "00" + "FF");
        Assert.True(RtpPacket.TryParse(bytes, out var packet));
        Assert.True(packet.TryGetExtension(5, out var empty));
        Assert.True(empty.IsEmpty);
        Assert.True(packet.TryGetExtension(2, out var value));
        Assert.Equal("AABBCC", Convert.ToHexString(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80600001000000000000000")]
    [InlineData("4060000100000000000000AA")] // version 1
    [InlineData("8160000100000000000000AA")] // one contributing source announced, none there
    [InlineData("9060000100000000000000AABEDE")] // extension header cut off
    [InlineData("9060000100000000000000AABEDE000100")] // extension cut off
    [InlineData("A060000100000000000000AA00")] // padding of zero bytes
    [InlineData("A060000100000000000000AA05")] // padding longer than the payload
    public void Malformed_packets_are_refused(string hex) =>
        Assert.False(RtpPacket.TryParse(Convert.FromHexString(hex[..(hex.Length & ~1)]), out _));

    [Fact]
    public void What_is_written_is_read()
    {
        var packet = RtpPackets.Parse(RtpPackets.Create(65535, uint.MaxValue, 7, marker: true, type: 111));
        Assert.Equal((65535, uint.MaxValue, 7u, true, 111), (packet.SequenceNumber, packet.Timestamp, packet.Ssrc, packet.Marker, packet.PayloadType));
        Assert.Equal([1, 2, 3], packet.Payload.ToArray());
    }

    [Fact]
    public void Sequence_numbers_unwrap_across_the_wrap_and_back()
    {
        var unwrapper = default(SequenceUnwrapper);
        Assert.Equal([65534, 65535, 65536, 65537, 65535, 65538], new ushort[] { 65534, 65535, 0, 1, 65535, 2 }.Select(s => unwrapper.Unwrap(s)));
        Assert.Equal(65538 + 30000, unwrapper.Unwrap(30002));
    }

    [Fact]
    public void Timestamps_unwrap_across_the_wrap()
    {
        var unwrapper = default(TimestampUnwrapper);
        Assert.Equal([4294967290, 4294967300, 4294967295], new[] { 4294967290u, 4u, 4294967295u }.Select(t => unwrapper.Unwrap(t)));
    }
}
