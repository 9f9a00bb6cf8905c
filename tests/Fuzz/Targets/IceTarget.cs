using System.Buffers.Binary;
using System.Net;
using PsyCare.Rtc;
using PsyCare.Rtc.Ice;
using PsyCare.Rtc.Stun;

namespace PsyCare.Fuzz.Targets;

/// <summary>A client that knows the password and signs whatever it likes: the attributes come from the input.</summary>
internal sealed class IceTarget
{
    private static readonly TransportAddress Address = new(IPEndPoint.Parse("198.51.100.7:50000"));
    private readonly IceCredentials _local = IceCredentials.Create();
    private readonly IceLiteAgent _agent;
    private readonly byte[] _request = new byte[StunMessage.MaxLength];
    private readonly byte[] _response = new byte[576];
    private TimeSpan _now;

    internal IceTarget() => _agent = new IceLiteAgent(_local, "client", TimeSpan.Zero);

    internal void Receive(ReadOnlySpan<byte> input)
    {
        _now += TimeSpan.FromMilliseconds(1);
        var writer = new StunWriter(_request, StunMessageType.BindingRequest, new byte[12]);
        writer.Attribute(StunAttribute.Username, $"{_local.Ufrag}:client");
        for (var rest = input; rest.Length >= 4 && writer.Length < 1200;)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(rest[2..]) & 0xFF, rest.Length - 4);
            writer.Attribute(BinaryPrimitives.ReadUInt16BigEndian(rest), rest.Slice(4, length));
            rest = rest[(4 + length)..];
        }

        writer.MessageIntegrity(_local.Key);
        writer.Fingerprint();
        _agent.Handle(writer.Written, Address, _now, _response, out var answered);
        Check.That(answered == 0 || StunMessage.TryParse(_response.AsSpan(0, answered), out _), "a response is a STUN message");
    }
}
