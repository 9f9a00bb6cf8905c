using PsyCare.Media;
using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Cluster.Media;

/// <summary>What speaks WebRTC behind the media port of a gateway. ADR 31.</summary>
public enum MediaEndpointKind
{
    /// <summary>Our own endpoint.</summary>
    Rtc,

    /// <summary>SIPSorcery, where the build has it.</summary>
    SipSorcery,
}

/// <summary>Puts the configured endpoint behind the media port. Whether a build has SIPSorcery the project file decides.</summary>
internal static partial class MediaEndpointSetup
{
    /// <exception cref="SiloOptionsException">This build does not have it.</exception>
    public static IServiceCollection AddMediaEndpoint(this IServiceCollection services, MediaEndpointKind kind)
    {
        if (kind == MediaEndpointKind.Rtc)
            return services.AddSingleton<IMediaEndpoint, MediaServer>();
        var added = false;
        AddSipSorcery(services, ref added);
        return added ? services : throw new SiloOptionsException(
            "media-endpoint is SipSorcery, which this build does not have: build it with a feed that holds the package (PSYCARE_FEED), or choose Rtc.");
    }

    static partial void AddSipSorcery(IServiceCollection services, ref bool added);
}
