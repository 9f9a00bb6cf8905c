using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

public class Vp8DescriptorTests
{
    [Fact]
    public void The_shortest_form_is_one_byte()
    {
        Assert.True(Vp8Descriptor.TryParse([0x10, 0x00], out var descriptor));
        Assert.Equal((1, true, null, null, null), (descriptor.Length, descriptor.StartsFrame, descriptor.PictureId, descriptor.TemporalId, descriptor.Tl0PictureIndex));
        Assert.True(descriptor.StartsKeyframe([0x10, 0x00]));
        Assert.False(descriptor.StartsKeyframe([0x10, 0x01]));
    }

    [Fact]
    public void The_six_bytes_of_a_browser_are_read()
    {
        // X; I L T; 15-bit picture id 0x1234; TL0PICIDX 7; TID 2 with layer sync. Non-reference, first of partition 0.
        byte[] payload = [0xB0, 0xE0, 0x92, 0x34, 0x07, 0xA0, 0x01];
        Assert.True(Vp8Descriptor.TryParse(payload, out var d));
        Assert.Equal((6, true), (d.Length, d.StartsFrame));
        Assert.Equal((0x1234, 1 << 15, (byte?)7, 2, true), (d.PictureId, d.PictureIdRange, d.Tl0PictureIndex, d.TemporalId, d.IsLayerSync));
    }

    [Fact]
    public void A_short_picture_id_is_read_and_a_key_index_passed_over()
    {
        Assert.True(Vp8Descriptor.TryParse([0x83, 0x90, 0x55, 0x1F, 0xFF], out var d));
        Assert.Equal((4, 0x55, 1 << 7, 3, false), (d.Length, d.PictureId, d.PictureIdRange, d.PartitionId, d.StartsFrame));
        Assert.Null(d.TemporalId);
    }

    [Fact]
    public void Every_cut_of_the_longest_descriptor_is_refused()
    {
        byte[] payload = [0x90, 0xF0, 0x92, 0x34, 0x07, 0xBF, 0x01];
        for (var length = 0; length < payload.Length; length++)
        {
            Assert.False(Vp8Descriptor.TryParse(payload.AsSpan(0, length), out _));
        }

        Assert.True(Vp8Descriptor.TryParse(payload, out _));
    }
}
