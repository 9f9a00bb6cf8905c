using System.Reflection;
using Orleans.Serialization;
using PsyCare.Embedded.Calls;

namespace PsyCare.Embedded.Observers;

/// <summary>The body of every observer reference: two are equal when they mean the same registration.</summary>
#pragma warning disable CA1852 // DispatchProxy derives from it at run time.
internal class ObserverReference : DispatchProxy
#pragma warning restore CA1852
{
    private ObserverDirectory _directory = null!;

    public Guid Id { get; private set; }

    public static object Create(ObserverDirectory directory, Guid id, Type interfaceType)
    {
        var proxy = Create(interfaceType, typeof(ObserverReference));
        var reference = (ObserverReference)proxy;
        reference._directory = directory;
        reference.Id = id;
        return proxy;
    }

    public override bool Equals(object? obj) => obj is ObserverReference other && Id == other.Id;

    public override int GetHashCode() => Id.GetHashCode();

    public override string ToString() => $"ObserverReference: {Id}";

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = GrainMethod.Of(targetMethod!);
        try
        {
            return method.Wrap(_directory.CallAsync(Id, method, args ?? []));
        }
        catch (SerializerException e)
        {
            return method.Wrap(Task.FromException<object?>(e));
        }
    }
}
