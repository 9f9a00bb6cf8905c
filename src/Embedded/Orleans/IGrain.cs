using Orleans.Runtime;

namespace Orleans;

/// <summary>What every grain interface derives from.</summary>
public interface IGrain : IAddressable;

/// <summary>A grain found by a string.</summary>
public interface IGrainWithStringKey : IGrain;

/// <summary>
/// What an observer's interface derives from: a local object that grains may call. References to it hold it weakly, so whoever
/// made the reference must also keep the object.
/// </summary>
public interface IGrainObserver : IAddressable;
