using PsyCare.Media;
using PsyCare.Media.SipSorcery;

namespace PsyCare.Silo.Cluster.Media;

/// <content>Compiled where the build has SIPSorcery.</content>
internal static partial class MediaEndpointSetup
{
    static partial void AddSipSorcery(IServiceCollection services, ref bool added)
    {
        services.AddSingleton<IMediaEndpoint, SipSorceryEndpoint>();
        added = true;
    }
}
