namespace PsyCare.Cluster.Tests;

/// <summary>Sessions of two browsers have the machine to themselves: beside another cluster they run out of patience on two slow cores.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Alone";
}
