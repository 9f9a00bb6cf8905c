using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A grain's stored state, injected by <see cref="PersistentStateAttribute"/> and read before activation.</summary>
/// <typeparam name="TState">What it holds; it needs a public constructor without parameters.</typeparam>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Asks for stored state in a grain's constructor.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute
{
    /// <summary>State of this name, in the named storage ("Default" when null).</summary>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    /// <summary>The state's name within the grain.</summary>
    public string StateName { get; }

    /// <summary>The storage's name; null means "Default".</summary>
    public string? StorageName { get; }
}
