using Microsoft.Extensions.Hosting;
using PsyCare.Media;

namespace PsyCare.Gateway.Media;

/// <summary>Opens the media port with the process and, when it stops, says goodbye to every peer and finishes every recording.</summary>
internal sealed class MediaHost(IMediaEndpoint media) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => media.StartAsync(cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken) => await media.DisposeAsync();
}
