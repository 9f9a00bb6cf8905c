using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PsyCare.Media.Net;

/// <summary>Which addresses a peer is told to send to.</summary>
internal static class HostAddresses
{
    /// <summary>The configured addresses, or those of the running interfaces; loopback last, and only when wanted.</summary>
    internal static IReadOnlyList<IPAddress> Find(MediaOptions options, bool ipv6)
    {
        var addresses = options.Addresses.Count > 0 ? options.Addresses : FromInterfaces(ipv6);
        IEnumerable<IPAddress> loopback = options.IncludeLoopback ? [IPAddress.Loopback] : [];
        return [.. addresses.Concat(loopback).Distinct()];
    }

    private static List<IPAddress> FromInterfaces(bool ipv6) =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => a.AddressFamily == AddressFamily.InterNetwork || (ipv6 && IsGlobalIPv6(a)))
            .OrderBy(a => a.AddressFamily == AddressFamily.InterNetworkV6),
    ];

    private static bool IsGlobalIPv6(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 && !address.IsIPv6LinkLocal && !IPAddress.IsLoopback(address);
}
