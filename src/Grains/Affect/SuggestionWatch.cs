using Microsoft.Extensions.Logging;
using PsyCare.Contracts.Sessions;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Suggestions;

namespace PsyCare.Grains.Affect;

/// <summary>
/// Tells the session of moments that the readings suggest. Beside the grain's turn: the session may be calling the grain at the same time. A
/// suggestion that does not arrive is no loss worth a repeat.
/// </summary>
internal sealed class SuggestionWatch(ISessionGrain session, ILogger log)
{
    private readonly FaceWatch _face = new();

    /// <summary>Takes a published reading in; returns at once.</summary>
    public void Next(AffectSample sample)
    {
        foreach (var suggestion in _face.Next(sample))
            _ = TellAsync(suggestion);
    }

    private async Task TellAsync(MarkerSuggestion suggestion)
    {
        try
        {
            await session.SuggestMarkerAsync(suggestion);
        }
        catch (Exception e)
        {
            log.LogDebug("A suggested marker was not taken: {Exception}", e.GetType().Name);
        }
    }
}
