using System.Net;
using System.Net.Sockets;

namespace PsyCare.Media.Net;

/// <summary>
/// Counts the connections that belong to nobody yet: in all, and of one address. Of IPv6 the first half counts, for one machine may have all
/// addresses of its network.
/// </summary>
internal sealed class HalfOpen(int max, int maxOfAddress)
{
    private const int NetworkLength = 8;
    private readonly Dictionary<IPAddress, int> _byAddress = [];
    private int _count;

    internal bool TryAdd(IPAddress address)
    {
        var key = KeyOf(address);
        var ofAddress = _byAddress.GetValueOrDefault(key);
        if (_count >= max || ofAddress >= maxOfAddress)
            return false;
        _count++;
        _byAddress[key] = ofAddress + 1;
        return true;
    }

    internal void Remove(IPAddress address)
    {
        var key = KeyOf(address);
        _count--;
        if (--_byAddress[key] == 0)
            _byAddress.Remove(key);
    }

    private static IPAddress KeyOf(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkLength..].Clear();
        return new IPAddress(bytes);
    }
}
