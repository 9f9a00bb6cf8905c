using Orleans;
using Orleans.Runtime;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Calls;
using PsyCare.Embedded.Observers;

namespace PsyCare.Embedded.Hosting;

/// <summary>Makes references, for grains and for the rest of the process.</summary>
internal sealed class GrainClient(GrainDirectory directory, ObserverDirectory observers, IServiceProvider services) : IClusterClient
{
    public IServiceProvider ServiceProvider => services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        if (grainClassNamePrefix is not null)
            throw new ArgumentException("Each interface has one class here.", nameof(grainClassNamePrefix));
        var grainClass = directory.Catalog.ByInterface(typeof(TGrainInterface));
        return (TGrainInterface)GrainReference.Create(directory, GrainId.Create(grainClass.Name, primaryKey), typeof(TGrainInterface));
    }

    public TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        return (TGrainObserverInterface)observers.Register(obj, typeof(TGrainObserverInterface));
    }

    public void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver
    {
        ArgumentNullException.ThrowIfNull(obj);
        observers.Remove(obj);
    }
}
