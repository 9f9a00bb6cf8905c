using System.Reflection;
using Orleans.Runtime;

namespace PsyCare.Embedded.Calls;

/// <summary>The body of every grain reference: two are equal when they mean the same grain.</summary>
internal abstract class GrainReference : DispatchProxy
{
    public GrainId GrainId { get; protected set; }

    /// <summary>The grain or reference as a reference under <paramref name="interfaceType"/>.</summary>
    public static object For(IAddressable grain, Type interfaceType) => throw new NotSupportedException();
}
