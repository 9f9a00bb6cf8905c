using PsyCare.Rtc.Framing;

namespace PsyCare.Rtc.Tests.Framing;

/// <summary>Datagrams on a TCP stream (RFC 4571), and what is refused where it takes no more.</summary>
public class FrameTests
{
    [Fact]
    public void A_frame_is_its_length_in_two_bytes_and_the_datagram()
    {
        var writer = new FrameWriter();
        Assert.True(writer.TryAdd([7, 8, 9], PacketPriority.Sound));
        Assert.True(writer.TryAdd(new byte[0x1FF], PacketPriority.Picture));
        Assert.Equal([0, 3, 7, 8, 9, 0x01, 0xFF, 0], writer.Waiting[..8].ToArray());
        Assert.Equal(5 + 2 + 0x1FF, writer.Waiting.Length);
    }

    [Fact]
    public void However_the_stream_is_cut_the_datagrams_come_out_whole_and_in_order()
    {
        var random = new Random(4571);
        var sent = Enumerable.Range(0, 500).Select(i => Bytes(random.Next(0, RtcPeer.MaxDatagramLength + 1), i)).ToList();
        var stream = sent.SelectMany(d => (byte[])[(byte)(d.Length >> 8), (byte)d.Length, .. d]).ToArray();
        var (reader, read) = (new FrameReader(), new List<byte[]>());
        for (var at = 0; at < stream.Length;)
        {
            var piece = stream.AsSpan(at, Math.Min(stream.Length - at, random.Next(1, random.Next(2, 6000))));
            Put(reader, piece);
            at += piece.Length;
            while (reader.TryRead(out var datagram))
            {
                read.Add(datagram.ToArray());
            }
        }

        Assert.Equal(sent, read);
        Assert.False(reader.IsBroken);
    }

    [Fact]
    public void A_length_that_no_datagram_of_ours_has_breaks_the_stream_before_anything_is_kept_of_it()
    {
        var reader = new FrameReader();
        Put(reader, [0, 1, 42, 0x07, 0xD1, 1, 2, 3]); // 2001
        Assert.True(reader.TryRead(out var first));
        Assert.Equal([42], first.ToArray());
        Assert.False(reader.TryRead(out _));
        Assert.True(reader.IsBroken);
        Put(reader, [0, 1, 43]);
        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n")]
    [InlineData("\u0016\u0003\u0001 a TLS client")]
    [InlineData("SSH-2.0-OpenSSH")]
    public void Whoever_speaks_another_protocol_is_noticed_by_the_first_two_bytes(string greeting)
    {
        var reader = new FrameReader();
        Put(reader, System.Text.Encoding.Latin1.GetBytes(greeting));
        Assert.False(reader.TryRead(out _));
        Assert.True(reader.IsBroken);
    }

    [Fact]
    public void There_is_always_room_for_more_once_what_is_whole_has_been_read()
    {
        var reader = new FrameReader();
        Put(reader, [0x07, 0xD0, .. new byte[1999]]); // all but the last byte of the longest frame
        Assert.False(reader.TryRead(out _));
        Assert.True(reader.GetRoom().Length >= 6000);
    }

    [Fact]
    public void Of_a_broken_stream_nothing_is_kept_however_much_follows()
    {
        var reader = new FrameReader();
        Put(reader, "GET / HTTP/1.1"u8);
        for (var i = 0; i < 10; i++)
        {
            Assert.False(reader.TryRead(out _));
            Put(reader, new byte[2000]);
        }

        Assert.True(reader.IsBroken);
    }

    [Fact]
    public void What_waits_gives_way_by_what_it_is_pictures_first_and_then_sound()
    {
        var writer = new FrameWriter();
        int Fill(PacketPriority priority, int length)
        {
            var added = 0;
            while (writer.TryAdd(new byte[length - FrameReader.HeaderLength], priority))
            {
                added += length;
            }

            return added;
        }

        Assert.Equal(FrameWriter.PictureLimit, Fill(PacketPriority.Picture, 1024));
        Assert.Equal(FrameWriter.SoundLimit - FrameWriter.PictureLimit, Fill(PacketPriority.Sound, 128));
        Assert.False(writer.TryAdd([1], PacketPriority.Picture));
        Assert.False(writer.IsOverfull);
        Assert.Equal(FrameWriter.Limit - FrameWriter.SoundLimit, Fill(PacketPriority.Control, 64));
        Assert.True(writer.IsOverfull);
    }

    [Fact]
    public void Whatever_the_stream_takes_at_a_time_nothing_is_lost_or_doubled_and_the_buffer_stays()
    {
        var (random, writer, reader) = (new Random(6544), new FrameWriter(), new FrameReader());
        var (sent, read) = (new List<byte[]>(), new List<byte[]>());
        for (var i = 0; i < 20_000; i++)
        {
            var datagram = Bytes(random.Next(2, 1300), i);
            if (writer.TryAdd(datagram, PacketPriority.Picture))
            {
                sent.Add(datagram);
            }

            var taken = Math.Min(writer.Waiting.Length, random.Next(0, 1500));
            Put(reader, writer.Waiting[..taken]);
            writer.Take(taken);
            while (reader.TryRead(out var whole))
            {
                read.Add(whole.ToArray());
            }
        }

        Assert.InRange(sent.Count, 10_000, 20_000);
        Assert.Equal(sent[..read.Count], read);
        Assert.True(writer.Waiting.Length <= FrameWriter.PictureLimit);
    }

    [Fact]
    public void In_steady_state_nothing_is_allocated()
    {
        var (writer, reader, datagram) = (new FrameWriter(), new FrameReader(), new byte[1200]);
        void Pass()
        {
            for (var i = 0; i < 3; i++)
            {
                writer.TryAdd(datagram, PacketPriority.Picture);
            }

            Put(reader, writer.Waiting);
            writer.Take(writer.Waiting.Length);
            while (reader.TryRead(out _))
            {
                // Read.
            }
        }

        Pass();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Pass();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Put(FrameReader reader, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(reader.GetRoom().Span);
        reader.Advance(bytes.Length);
    }

    private static byte[] Bytes(int length, int seed)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
