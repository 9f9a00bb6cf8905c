using PsyCare.Domain.Media;
using PsyCare.Media;

namespace PsyCare.Gateway.Media;

/// <summary>Makes the media server follow a session's policy: consent, phase, the practice's rules.</summary>
internal sealed class SessionMediaPolicy(IMediaEndpoint media, FrameTap tap)
{
    /// <summary>Takes effect before this returns.</summary>
    public void Apply(string sessionId, MediaPolicy policy)
    {
        media.SetPolicy(sessionId, policy);
        if (!policy.Analyse)
            tap.Close(sessionId);
    }
}
