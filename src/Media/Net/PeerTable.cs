using System.Net;
using System.Text;
using PsyCare.Media.Rooms;
using PsyCare.Rtc;
using PsyCare.Rtc.Stun;

namespace PsyCare.Media.Net;

/// <summary>
/// Finds the peer that a datagram is for: STUN by the user fragment it names, everything else by the address it comes from, once that
/// address has passed an ICE check. Neither lookup allocates.
/// </summary>
internal sealed class PeerTable
{
    private const int MaxUfrag = 64;
    private const byte LastStunByte = 3; // RFC 7983

    private readonly Dictionary<string, Participant> _byUfrag = [];
    private readonly Dictionary<SocketAddress, (Participant Participant, TransportAddress Address)> _byAddress = [];
    private readonly Dictionary<string, Participant>.AlternateLookup<ReadOnlySpan<char>> _ufragLookup;

    internal PeerTable() => _ufragLookup = _byUfrag.GetAlternateLookup<ReadOnlySpan<char>>();

    internal static bool IsStun(ReadOnlySpan<byte> datagram) => datagram[0] <= LastStunByte;

    internal void Add(Participant participant) => EnterUfrags(participant);

    /// <summary>Follows an ICE restart: the new user fragment leads to the peer, the one before as well for as long as it may be used.</summary>
    internal void Restart(Participant participant)
    {
        RemoveUfrags(participant);
        EnterUfrags(participant);
    }

    internal void Remove(Participant participant)
    {
        RemoveUfrags(participant);
        foreach (var address in participant.Addresses)
        {
            // The address may have passed on to a newer connection of the same browser.
            if (_byAddress.TryGetValue(address.SocketAddress, out var entry) && entry.Participant == participant)
                _byAddress.Remove(address.SocketAddress);
        }
    }

    private void EnterUfrags(Participant participant)
    {
        participant.Ufrags.Add(participant.Peer.LocalUfrag);
        if (participant.Peer.PreviousLocalUfrag is { } previous)
            participant.Ufrags.Add(previous);
        foreach (var ufrag in participant.Ufrags)
            _byUfrag.Add(ufrag, participant);
    }

    private void RemoveUfrags(Participant participant)
    {
        foreach (var ufrag in participant.Ufrags)
            _byUfrag.Remove(ufrag);
        participant.Ufrags.Clear();
    }

    internal Participant? FindByUfrag(ReadOnlySpan<byte> stun)
    {
        if (!StunMessage.TryReadLocalUfrag(stun, out var ufrag) || ufrag.Length > MaxUfrag)
            return null;
        Span<char> text = stackalloc char[MaxUfrag];
        return Encoding.ASCII.TryGetChars(ufrag, text, out var length) && _ufragLookup.TryGetValue(text[..length], out var participant)
            ? participant
            : null;
    }

    internal bool TryFind(SocketAddress from, out (Participant Participant, TransportAddress Address) entry) =>
        _byAddress.TryGetValue(from, out entry);

    /// <summary>From now on what comes from this address belongs to this peer.</summary>
    internal void Bind(Participant participant, TransportAddress address)
    {
        _byAddress[address.SocketAddress] = (participant, address);
        if (participant.Addresses.Remove(address) || participant.Addresses.Count < Participant.MaxAddresses)
        {
            participant.Addresses.Add(address);
            return;
        }

        var oldest = participant.Addresses[0];
        participant.Addresses.RemoveAt(0);
        participant.Addresses.Add(address);
        if (_byAddress.TryGetValue(oldest.SocketAddress, out var entry) && entry.Participant == participant)
            _byAddress.Remove(oldest.SocketAddress);
    }
}
