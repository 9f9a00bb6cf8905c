using System.Net;
using System.Text;
using PsyCare.Rtc.Stun;

namespace PsyCare.Rtc.Tests.Stun;

/// <summary>The test vectors of RFC 5769 with short-term credentials.</summary>
public class Rfc5769Tests
{
    private const string Header = "2112a442b7e7a701bc34d686fa87dfae";

    private const string Request = "00010058" + Header
        + "802200105354554e207465737420636c69656e74" + "002400046e0001ff" + "80290008932ff9b151263b36"
        + "000600096576746a3a68367659202020" + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2" + "80280004e57a3bcf";

    private const string ResponseV4 = "0101003c" + Header + "8022000b7465737420766563746f7220" + "002000080001a147e112a643"
        + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7" + "80280004c07d4c96";

    private const string ResponseV6 = "01010048" + Header + "8022000b7465737420766563746f7220"
        + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9" + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41" + "80280004c8fb0b4c";

    private static readonly byte[] Password = Encoding.ASCII.GetBytes("VOkJxbRl1RmTxUk/WvJxBt");

    [Theory]
    [InlineData(Request)]
    [InlineData(ResponseV4)]
    [InlineData(ResponseV6)]
    public void Integrity_and_fingerprint_verify(string hex)
    {
        Assert.True(StunMessage.TryParse(Convert.FromHexString(hex), out var message));
        Assert.True(message.VerifyIntegrity(Password));
        Assert.True(message.VerifyFingerprint());
        Assert.False(message.VerifyIntegrity("VOkJxbRl1RmTxUk/WvJxBT"u8));
    }

    [Fact]
    public void Request_attributes_are_read()
    {
        var bytes = Convert.FromHexString(Request);
        Assert.True(StunMessage.TryParse(bytes, out var message));
        Assert.Equal(StunMessageType.BindingRequest, message.Type);
        Assert.True(message.TryGetAttribute(StunAttribute.Username, out var username));
        Assert.Equal("evtj:h6vY", Encoding.ASCII.GetString(username));
        Assert.True(message.Has(StunAttribute.IceControlled));
        Assert.Equal(0, message.FirstUnknownRequired());
        Assert.True(StunMessage.TryReadLocalUfrag(bytes, out var ufrag));
        Assert.Equal("evtj", Encoding.ASCII.GetString(ufrag));
    }

    [Theory]
    [InlineData(ResponseV4, "192.0.2.1")]
    [InlineData(ResponseV6, "2001:db8:1234:5678:11:2233:4455:6677")]
    public void Mapped_address_is_read(string hex, string address)
    {
        Assert.True(StunMessage.TryParse(Convert.FromHexString(hex), out var message));
        Assert.True(message.TryGetMappedAddress(out var mapped));
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), 32853), mapped);
    }

    [Theory]
    [InlineData(ResponseV4, "192.0.2.1")]
    [InlineData(ResponseV6, "2001:db8:1234:5678:11:2233:4455:6677")]
    public void Mapped_address_is_written_as_in_the_vector(string hex, string address)
    {
        var writer = new StunWriter(new byte[200], StunMessageType.BindingSuccess, Convert.FromHexString(Header).AsSpan(4));
        writer.XorMappedAddress(new IPEndPoint(IPAddress.Parse(address), 32853));
        Assert.Contains(Convert.ToHexStringLower(writer.Written[20..]), hex, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Request)]
    [InlineData(ResponseV4)]
    public void Any_changed_byte_is_noticed(string hex)
    {
        for (var i = 0; i < hex.Length / 2; i++)
        {
            var bytes = Convert.FromHexString(hex);
            bytes[i] ^= 1;
            var intact = StunMessage.TryParse(bytes, out var message) && message.VerifyIntegrity(Password) && message.VerifyFingerprint();
            Assert.False(intact, $"byte {i}");
        }
    }
}
