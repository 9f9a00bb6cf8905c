using Orleans;
using PsyCare.Contracts.Sessions;

namespace PsyCare.Grains.Sessions;

/// <summary>In which practice a session is, for what silos enter in the audit log: they serve all practices.</summary>
internal static class SessionPractice
{
    /// <returns>Null where there is no such session, or its silo does not know.</returns>
    public static async Task<string?> OfAsync(IGrainFactory grains, string sessionId)
    {
        try
        {
            return await grains.GetGrain<ISessionGrain>(sessionId).GetPracticeIdAsync();
        }
        catch (TypeLoadException)
        {
            // During an upgrade the session may be in a silo of the release before, which refuses the question at once (ADR 8). The entry then bears no
            // practice, as that silo's own do. This goes with the release after.
            return null;
        }
    }
}
