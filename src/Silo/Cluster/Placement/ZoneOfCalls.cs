using Orleans;
using Orleans.Runtime;

namespace PsyCare.Silo.Cluster.Placement;

/// <summary>
/// Marks every call of a gateway with its zone: a part of the network in which moving frames is cheap (an availability zone, a rack). The mark travels in
/// Orleans' request context through every grain that the call passes.
/// </summary>
internal sealed class ZoneOfCalls(string zone) : IOutgoingGrainCallFilter
{
    /// <summary>The mark's name in the request context and in a silo's metadata.</summary>
    public const string Key = "psycare.zone";

    public Task Invoke(IOutgoingGrainCallContext context)
    {
        RequestContext.Set(Key, zone);
        return context.Invoke();
    }
}
