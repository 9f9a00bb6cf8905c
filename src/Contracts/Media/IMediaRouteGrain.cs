using Orleans;

namespace PsyCare.Contracts.Media;

/// <summary>
/// Which gateway carries a session's media: both participants must meet in one. Gateways are named by the address under which the others
/// reach them. Key: session id.
/// </summary>
public interface IMediaRouteGrain : IGrainWithStringKey
{
    /// <summary>The gateway that carries the session; <paramref name="gateway"/> itself where none did.</summary>
    Task<string> ClaimAsync(string gateway);

    /// <summary>Moves the session from a gateway that does not answer any more. Changes nothing where it has already moved.</summary>
    /// <param name="gone">The gateway that was found dead.</param>
    /// <param name="by">The one to take over.</param>
    /// <returns>The gateway that carries the session now.</returns>
    Task<string> ReplaceAsync(string gone, string by);
}
