using System.Collections.Concurrent;
using Orleans;
using PsyCare.Contracts;
using PsyCare.Contracts.People;

namespace PsyCare.Gateway.Rights;

/// <summary>The names of the practice's people, for those who may read who looked. They never reach a log.</summary>
internal sealed class MemberNames(IClusterClient grains)
{
    private readonly ConcurrentDictionary<string, string> _names = new();

    /// <summary>The member's name; null where the id is no member's.</summary>
    public async Task<string?> FindAsync(string memberId)
    {
        if (_names.TryGetValue(memberId, out var known))
            return known;
        try
        {
            return _names[memberId] = (await grains.GetGrain<IClinicianGrain>(memberId).GetAsync()).DisplayName;
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
