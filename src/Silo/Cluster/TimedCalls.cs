using Orleans;
using PsyCare.Contracts.Sessions;
using PsyCare.Embedded.Calls;

namespace PsyCare.Silo.Cluster;

/// <summary>Times calls of our grains, repeats after a lost silo included, as the Embedded edition does. Orleans' own calls have Orleans' own meter.</summary>
internal sealed class TimedCalls : IOutgoingGrainCallFilter
{
    public Task Invoke(IOutgoingGrainCallContext context) =>
        context.InterfaceMethod?.DeclaringType is { } grain && grain.Assembly == typeof(ISessionGrain).Assembly
            ? CallMetrics.Time(grain, context.Invoke())
            : context.Invoke();
}
