using PsyCare.TestKit.FakePatient;

namespace PsyCare.Vision.Tests.FakePatient;

public class IvfReaderTests
{
    [Fact]
    public void Clip_has_a_frame_for_every_entry_of_the_timeline()
    {
        var timeline = FakePatientClip.ReadTimeline();
        var frames = FakePatientClip.ReadFrames();

        Assert.Equal(435, frames.Count);
        Assert.Equal(frames.Count, timeline.Frames.Count);
        Assert.All(Enumerable.Range(0, 29 / 2), second => Assert.True(frames[second * 30].IsKeyframe));
        Assert.Equal(timeline.Frames[100].T * 1000, frames[100].AtMs, 1.0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("DKIF")]
    [InlineData("RIFF0000WEBPVP8 00000000000000000000000000")]
    public void What_is_not_ivf_is_refused(string text) =>
        Assert.Throws<InvalidDataException>(() => new IvfReader(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void Frame_of_an_impossible_size_is_refused()
    {
        var bytes = FirstBytes(64);
        bytes.AsSpan(32, 4).Fill(0xff);
        using var reader = new IvfReader(new MemoryStream(bytes));

        Assert.Throws<InvalidDataException>(() => reader.TryRead(out _));
    }

    [Fact]
    public void Frame_cut_off_at_the_end_is_left_out()
    {
        for (var length = 32; length < 64; length++)
        {
            using var reader = new IvfReader(new MemoryStream(FirstBytes(length)));
            Assert.False(reader.TryRead(out _));
        }
    }

    [Fact]
    public void Camera_is_written_frame_by_frame_at_15_a_second()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.y4m");
        try
        {
            FakeCamera.WriteY4m(path);
            const string Header = "YUV4MPEG2 W640 H480 F15:1 Ip A1:1 C420jpeg\n";
            Assert.Equal(Header.Length + (435L * (6 + (640 * 480 * 3 / 2))), new FileInfo(path).Length);
            using var stream = File.OpenRead(path);
            var start = new byte[Header.Length + 6];
            stream.ReadExactly(start);
            Assert.Equal(Header + "FRAME\n", System.Text.Encoding.ASCII.GetString(start));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] FirstBytes(int count) => File.ReadAllBytes(FakePatientClip.Path)[..count];
}
