using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PsyCare.Silo.Configuration;

/// <summary>The addresses of this machine's network interfaces.</summary>
internal static class LocalAddresses
{
    /// <summary>Addresses that other devices can reach, IPv4 first; loopback and link-local ones left out. May be empty.</summary>
    public static IReadOnlyList<IPAddress> OfNetwork() =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => !IPAddress.IsLoopback(a) && !a.IsIPv6LinkLocal && !IsLinkLocal4(a))
            .Distinct()
            .OrderBy(a => a.AddressFamily == AddressFamily.InterNetwork ? 0 : 1),
    ];

    // 169.254.0.0/16, RFC 3927.
    private static bool IsLinkLocal4(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..];
}
