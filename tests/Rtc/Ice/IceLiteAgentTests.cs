using System.Net;
using System.Text;
using PsyCare.Rtc.Ice;
using PsyCare.Rtc.Stun;

namespace PsyCare.Rtc.Tests.Ice;

public class IceLiteAgentTests
{
    private static readonly TransportAddress First = new(IPEndPoint.Parse("198.51.100.1:1001"));
    private static readonly TransportAddress Second = new(IPEndPoint.Parse("198.51.100.2:1002"));
    private readonly IceCredentials _local = IceCredentials.Create();
    private readonly IceLiteAgent _agent;
    private readonly byte[] _response = new byte[576];

    public IceLiteAgentTests() => _agent = new IceLiteAgent(_local, "them", TimeSpan.Zero);

    private delegate void Extra(ref StunWriter writer);

    [Fact]
    public void A_valid_check_is_answered_with_the_address_it_came_from()
    {
        var request = Check();
        Assert.Null(_agent.Handle(request, First, TimeSpan.Zero, _response, out var length));
        Assert.True(StunMessage.TryParse(_response.AsSpan(0, length), out var response));
        Assert.Equal(StunMessageType.BindingSuccess, response.Type);
        Assert.True(response.VerifyIntegrity(_local.Key));
        Assert.True(response.VerifyFingerprint());
        Assert.True(response.TryGetMappedAddress(out var mapped));
        Assert.Equal(First.EndPoint, mapped);
        Assert.True(response.TransactionId.SequenceEqual(request.AsSpan(8, 12)));
    }

    [Fact]
    public void The_address_nominated_last_is_selected()
    {
        Handle(Check(), First);
        Assert.Equal(First, _agent.Selected);
        Handle(Check(), Second);
        Assert.Equal(First, _agent.Selected);
        Handle(Check(nominate: true), Second);
        Assert.Equal(Second, _agent.Selected);
        Handle(Check(nominate: true), First);
        Assert.Equal(First, _agent.Selected);
    }

    [Fact]
    public void A_wrong_password_is_answered_401_and_validates_nothing()
    {
        AssertError(Check(key: "somebody else's password"), 401, DropReason.StunBadIntegrity);
        Assert.False(_agent.IsValidated(First, TimeSpan.Zero));
        Assert.Null(_agent.Selected);
    }

    [Fact]
    public void A_wrong_user_name_is_answered_401() => AssertError(Check(username: "us:others"), 401, DropReason.StunBadIntegrity);

    [Fact]
    public void A_request_without_user_name_is_answered_400() => AssertError(Check(username: ""), 400, DropReason.StunMalformed);

    [Fact]
    public void A_controlled_peer_is_told_of_the_role_conflict() =>
        AssertError(Check(extra: (ref StunWriter w) => w.Attribute(StunAttribute.IceControlled, 1ul)), 487, DropReason.StunBadIntegrity);

    [Fact]
    public void An_unknown_required_attribute_is_answered_420() =>
        AssertError(Check(extra: (ref StunWriter w) => w.Attribute(0x7FFF, 1u)), 420, DropReason.StunBadIntegrity);

    [Fact]
    public void An_address_stops_being_valid_with_its_consent()
    {
        Handle(Check(), First);
        Assert.True(_agent.IsValidated(First, TimeSpan.FromSeconds(29)));
        Assert.False(_agent.IsValidated(First, TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_closed_connection_is_left_for_the_next_address_that_passes_a_check_nominated_or_not()
    {
        var connection = new TransportAddress(IPEndPoint.Parse("198.51.100.1:1001"), TransportProtocol.Tcp);
        Handle(Check(nominate: true), connection);
        Handle(Check(), First);
        Assert.Equal(connection, _agent.Selected);
        _agent.Forget(connection);
        Assert.False(_agent.IsValidated(connection, TimeSpan.Zero));
        Handle(Check(), First);
        Assert.Equal(First, _agent.Selected);
    }

    [Fact]
    public void A_connection_is_no_other_one_from_the_same_port_and_no_datagrams_from_it()
    {
        var endPoint = IPEndPoint.Parse("198.51.100.1:1001");
        var connection = new TransportAddress(endPoint, TransportProtocol.Tcp);
        Assert.Equal(First, new TransportAddress(endPoint));
        Assert.NotEqual(First, connection);
        Assert.NotEqual(connection, First);
        Assert.NotEqual(connection, new TransportAddress(endPoint, TransportProtocol.Tcp));
    }

    [Fact]
    public void Checks_from_many_addresses_are_bounded_and_keep_the_selected_one_working()
    {
        Handle(Check(nominate: true), First);
        for (var i = 0; i < 1000; i++)
        {
            Handle(Check(), new TransportAddress(new IPEndPoint(IPAddress.Parse("203.0.113.1"), 1000 + i)), TimeSpan.FromMilliseconds(i));
        }

        Assert.Equal(First, _agent.Selected);
        Handle(Check(), First, TimeSpan.FromSeconds(2));
        Assert.True(_agent.IsValidated(First, TimeSpan.FromSeconds(2)));
    }

    private void Handle(byte[] request, TransportAddress from, TimeSpan now = default) =>
        Assert.Null(_agent.Handle(request, from, now, _response, out _));

    private void AssertError(byte[] request, int code, DropReason reason)
    {
        Assert.Equal(reason, _agent.Handle(request, First, TimeSpan.Zero, _response, out var length));
        Assert.True(StunMessage.TryParse(_response.AsSpan(0, length), out var response));
        Assert.Equal(StunMessageType.BindingError, response.Type);
        Assert.Equal(code, response.ErrorCode());
        Assert.True(response.VerifyFingerprint());
    }

    private byte[] Check(bool nominate = false, string? username = null, string? key = null, Extra? extra = null)
    {
        var writer = new StunWriter(new byte[300], StunMessageType.BindingRequest, Guid.NewGuid().ToByteArray().AsSpan(0, 12));
        username ??= $"{_local.Ufrag}:them";
        if (username.Length > 0)
        {
            writer.Attribute(StunAttribute.Username, username);
        }

        writer.Attribute(StunAttribute.Priority, 1u);
        if (nominate)
        {
            writer.Attribute(StunAttribute.UseCandidate, default(ReadOnlySpan<byte>));
        }

        extra?.Invoke(ref writer);
        writer.MessageIntegrity(Encoding.ASCII.GetBytes(key ?? _local.Pwd));
        writer.Fingerprint();
        return writer.Written.ToArray();
    }
}
