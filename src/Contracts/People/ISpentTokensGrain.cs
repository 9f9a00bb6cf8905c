using Orleans;

namespace PsyCare.Contracts.People;

/// <summary>Tokens that counted once, on whichever gateway, and count no more. Key: practice.</summary>
public interface ISpentTokensGrain : IGrainWithStringKey
{
    /// <summary>Whether the token has counted.</summary>
    Task<bool> ContainsAsync(string tokenId);

    /// <summary>Notes that it has. Repeating it changes nothing.</summary>
    /// <param name="tokenId">What tells it from all others.</param>
    /// <param name="until">When it would be too old in any case, and need not be remembered any longer.</param>
    Task AddAsync(string tokenId, DateTimeOffset until);
}
