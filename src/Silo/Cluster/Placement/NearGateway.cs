using Orleans.Hosting;
using Orleans.Metadata;
using Orleans.Runtime;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;
using PsyCare.Grains.Affect;

namespace PsyCare.Silo.Cluster.Placement;

/// <summary>
/// Reading faces takes most of the CPU, and frames are most of the bytes: it happens on silos meant for it, in the zone of the gateway where the session
/// went live. A grain that its frames bring back after its silo was lost may come up in another zone: a stream's first call has no mark.
/// </summary>
internal sealed class NearGateway : PlacementStrategy
{
    /// <summary>Metadata of a silo that leaves inference to others.</summary>
    private const string NoInference = "psycare.no-inference";

    /// <summary>Tells the cluster what this silo is, and places <see cref="AffectGrain"/> by what the others are.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="zone">Its zone; null where zones do not matter.</param>
    /// <param name="infers">Whether it takes part in inference.</param>
    public static void Use(ISiloBuilder silo, string? zone, bool infers)
    {
        var metadata = new Dictionary<string, string>();
        if (zone is not null)
            metadata[ZoneOfCalls.Key] = zone;
        if (!infers)
            metadata[NoInference] = "";
        silo.UseSiloMetadata(metadata);
        silo.AddPlacementDirector<NearGateway, Director>();
        silo.Services.AddSingleton<IGrainPropertiesProvider, OfAffectGrain>();
    }

    /// <summary>The grain itself knows nothing of it: it is the same in an edition that has one process.</summary>
    private sealed class OfAffectGrain : IGrainPropertiesProvider
    {
        public void Populate(Type grainClass, GrainType grainType, Dictionary<string, string> properties)
        {
            if (grainClass == typeof(AffectGrain))
                properties[WellKnownGrainTypeProperties.PlacementStrategy] = nameof(NearGateway);
        }
    }

    private sealed class Director(ISiloMetadataCache silos) : IPlacementDirector
    {
        public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
        {
            var zone = target.RequestContextData?.GetValueOrDefault(ZoneOfCalls.Key) as string;
            // Inference in the wrong place is better than none.
            var infer = Prefer(context.GetCompatibleSilos(target), m => !m.ContainsKey(NoInference));
            var near = Prefer(infer, m => zone is not null && m.GetValueOrDefault(ZoneOfCalls.Key) == zone);
            return Task.FromResult(near[Random.Shared.Next(near.Length)]);
        }

        private SiloAddress[] Prefer(SiloAddress[] all, Func<IReadOnlyDictionary<string, string>, bool> wanted)
        {
            SiloAddress[] preferred = [.. all.Where(s => wanted(silos.GetSiloMetadata(s).Metadata))];
            return preferred.Length > 0 ? preferred : all;
        }
    }
}
