using System.Reflection;
using Orleans;
using Orleans.Runtime;
using PsyCare.Embedded.Activations;

namespace PsyCare.Embedded.Calls;

/// <summary>The body of every grain reference: two are equal when they mean the same grain.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
internal class GrainReference : DispatchProxy
#pragma warning restore CA1852
{
    private GrainDirectory _directory = null!;
    private Type _interface = null!;

    public GrainId GrainId { get; private set; }

    /// <summary>A reference to a grain under one of its interfaces.</summary>
    public static object Create(GrainDirectory directory, GrainId grainId, Type interfaceType)
    {
        var proxy = Create(interfaceType, typeof(GrainReference));
        var reference = (GrainReference)proxy;
        reference._directory = directory;
        reference._interface = interfaceType;
        reference.GrainId = grainId;
        return proxy;
    }

    /// <summary>The grain or reference as a reference under <paramref name="interfaceType"/>.</summary>
    public static object For(IAddressable grain, Type interfaceType) => grain switch
    {
        Grain self => Create(self.Activation.Directory, self.GrainContext.GrainId, interfaceType),
        GrainReference reference when reference._interface == interfaceType => reference,
        GrainReference reference => Create(reference._directory, reference.GrainId, interfaceType),
        _ => throw new ArgumentException($"{grain.GetType()} is neither a grain nor a reference to one.", nameof(grain)),
    };

    public override bool Equals(object? obj) => obj is GrainReference other && GrainId == other.GrainId;

    public override int GetHashCode() => GrainId.GetHashCode();

    public override string ToString() => $"GrainReference: {GrainId}";

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = GrainMethod.Of(targetMethod!);
        return method.Wrap(CallMetrics.Time(_interface, _directory.CallAsync(GrainId, method, args ?? [])));
    }
}
