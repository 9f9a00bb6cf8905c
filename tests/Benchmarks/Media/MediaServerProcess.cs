using System.Diagnostics;
using System.Globalization;
using PsyCare.Domain.Media;

namespace PsyCare.Benchmarks.Media;

/// <summary>An endpoint behind the media port in a process of its own, told what to do line by line (<see cref="EndpointHost"/>).</summary>
internal sealed class MediaServerProcess : ServerUnderTest
{
    private readonly Process _process;

    /// <param name="assembly">The program that holds it; this one holds ours.</param>
    internal MediaServerProcess(string? assembly = null)
        : this(Start(Environment.ProcessPath!, assembly ?? typeof(MediaServerProcess).Assembly.Location, EndpointHost.Command))
    {
    }

    private MediaServerProcess(Process process)
        : base(process) => _process = process;

    internal override long? AllocatedBytes => long.Parse(Ask("allocated"), CultureInfo.InvariantCulture);

    internal override Task<IReadOnlyList<LoadPeer>> CallAsync(LoadGenerator generator, int number)
    {
        var peers = new List<LoadPeer>();
        foreach (var role in Enum.GetValues<ParticipantRole>())
        {
            var peer = generator.Add();
            peer.Accept(EndpointHost.Decode(Ask($"join {number} {role} {EndpointHost.Encode(peer.Peer.Offer)}")), generator.Now);
            peers.Add(peer);
        }

        return Task.FromResult<IReadOnlyList<LoadPeer>>(peers);
    }

    private string Ask(string line)
    {
        _process.StandardInput.WriteLine(line);
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException(_process.StandardError.ReadToEnd());
    }
}
