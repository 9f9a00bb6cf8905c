using System.Text;
using PsyCare.Grains.People;

namespace PsyCare.Grains.Tests;

/// <summary>RFC 6238, appendix B: the SHA-1 column. Its codes have eight digits; the six of an app are the last six of them.</summary>
public sealed class TimeCodeTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082", 0x1)]
    [InlineData(1111111109, "07081804", 0x23523EC)]
    [InlineData(1111111111, "14050471", 0x23523ED)]
    [InlineData(1234567890, "89005924", 0x273EF07)]
    [InlineData(2000000000, "69279037", 0x3F940AA)]
    [InlineData(20000000000, "65353130", 0x27BC86AA)]
    public void The_published_codes_are_right_at_their_time(long unixSeconds, string code, long step)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(unixSeconds);
        Assert.Equal(step, TimeCodes.StepOf(Secret, code[2..], now));
        Assert.Equal(step, TimeCodes.StepOf(Secret, $"{code[2..5]} {code[5..]} ", now));
        Assert.Equal(step, TimeCodes.StepOf(Secret, code[2..], now.AddSeconds(30)));
        Assert.Null(TimeCodes.StepOf(Secret, code[2..], now.AddSeconds(60)));
    }

    [Fact]
    public void A_code_of_a_minute_ahead_is_wrong() =>
        Assert.Null(TimeCodes.StepOf(Secret, "005924", DateTimeOffset.FromUnixTimeSeconds(1234567890 - 60)));

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("abcdef")]
    [InlineData("-87082")]
    [InlineData("287082287082287082287082287082")]
    public void What_is_no_code_is_wrong(string code) => Assert.Null(TimeCodes.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void An_app_is_given_the_secret_in_base32()
    {
        var shared = TimeCodes.Share(Secret, "anna@practice.example");
        Assert.Equal("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", shared.Secret);
        Assert.StartsWith("otpauth://totp/", shared.Uri, StringComparison.Ordinal);
        Assert.Contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", shared.Uri, StringComparison.Ordinal);
        Assert.Contains("issuer=PsyCare", shared.Uri, StringComparison.Ordinal);
        Assert.DoesNotContain(shared.Secret, shared.ToString(), StringComparison.Ordinal);
    }
}
