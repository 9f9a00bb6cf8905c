using Orleans.Runtime;
using Orleans.Storage;

namespace PsyCare.Grains;

/// <summary>Writing grain state so that memory and storage never tell different stories.</summary>
internal static class PersistentStateExtensions
{
    /// <summary>
    /// Writes the state; where that fails, the change is taken back by reading what is stored, and the failure goes on. Where that fails too,
    /// memory holds a change that may not be stored, and would acknowledge it when it is made again: the activation ends.
    /// </summary>
    /// <exception cref="InconsistentStateException">Neither written nor read; it ends the activation of the grain that lets it pass.</exception>
    public static async Task SaveAsync<TState>(this IPersistentState<TState> state)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            await ReadAgainAsync(state);
            throw;
        }
    }

    private static async Task ReadAgainAsync<TState>(IPersistentState<TState> state)
    {
        try
        {
            await state.ReadStateAsync();
        }
        catch (Exception e)
        {
            throw new InconsistentStateException($"The state could be neither written nor read again: {e.GetType().Name}.");
        }
    }
}
