using Orleans.Runtime;

namespace PsyCare.Grains;

/// <summary>Writing grain state so that memory and storage never tell different stories.</summary>
internal static class PersistentStateExtensions
{
    /// <summary>Writes the state; where that fails, the change is taken back by reading what is stored, and the failure goes on.</summary>
    public static async Task SaveAsync<TState>(this IPersistentState<TState> state)
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            await state.ReadStateAsync();
            throw;
        }
    }
}
