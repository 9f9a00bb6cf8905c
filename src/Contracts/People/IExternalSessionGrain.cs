using Orleans;

namespace PsyCare.Contracts.People;

/// <summary>
/// The browsers that one session at the practice's issuer signed in, so that the issuer can sign them out. Key: hash of practice, issuer
/// and the issuer's session id (<c>sid</c>).
/// </summary>
public interface IExternalSessionGrain : IGrainWithStringKey
{
    /// <summary>Enters a browser that is signed in. Beyond twenty the oldest is forgotten.</summary>
    Task AddAsync(string memberId, string deviceId);

    /// <summary>Signs all of them out. Repeating it changes nothing.</summary>
    /// <returns>The members whose browsers were signed out.</returns>
    Task<IReadOnlyList<string>> EndAsync();
}
