using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.People;

namespace PsyCare.Grains.People;

/// <summary>A token that has counted, and when it would be too old in any case.</summary>
public sealed record SpentToken(string Id, DateTimeOffset Until);

/// <summary>What <see cref="SpentTokensGrain"/> stores.</summary>
public sealed class SpentTokensState
{
    /// <summary>Some may be too old already.</summary>
    public IReadOnlyList<SpentToken> Spent { get; set; } = [];
}

/// <summary>Remembers tokens for as long as they could be shown again. Only signed ones come here, so the issuer bounds how many there are.</summary>
public sealed class SpentTokensGrain(
    [PersistentState("spent-tokens", StreamNames.Storage)] IPersistentState<SpentTokensState> tokens, TimeProvider clock)
    : Grain, ISpentTokensGrain
{
    /// <inheritdoc/>
    public Task<bool> ContainsAsync(string tokenId) => Task.FromResult(tokens.State.Spent.Any(t => t.Id == tokenId));

    /// <inheritdoc/>
    public async Task AddAsync(string tokenId, DateTimeOffset until)
    {
        var now = clock.GetUtcNow();
        tokens.State.Spent = [.. tokens.State.Spent.Where(t => t.Until >= now && t.Id != tokenId), new SpentToken(tokenId, until)];
        await tokens.SaveAsync();
    }
}
