using PsyCare.Rtc.Rtp;

namespace PsyCare.Rtc.Tests.Rtp;

public class AudioLevelTests
{
    [Theory]
    [InlineData(0x00, 0, false)]
    [InlineData(0x7F, -127, false)]
    [InlineData(0x80 | 30, -30, true)]
    public void The_high_bit_is_voice_and_the_rest_is_minus_the_level(byte value, int dBov, bool isVoice)
    {
        Assert.True(AudioLevel.TryParse([value], out var level));
        Assert.Equal(new AudioLevel(dBov, isVoice), level);
        Assert.True(AudioLevel.TryParse([value, 0], out level)); // the two-byte form may pad
        Assert.Equal(dBov, level.DBov);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(255)]
    public void Another_length_is_no_level(int length) => Assert.False(AudioLevel.TryParse(new byte[length], out _));
}
