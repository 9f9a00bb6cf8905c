using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using PsyCare.Embedded.Storage;

namespace PsyCare.Embedded.Activations;

/// <summary>A grain class, prepared for making activations.</summary>
internal sealed class GrainClass
{
    private static readonly Type[] Bases = [typeof(IGrain), typeof(IGrainWithStringKey), typeof(IRemindable), typeof(IAddressable)];
    private readonly ConstructorInfo _constructor;
    private readonly ParameterInfo[] _parameters;

    public GrainClass(Type type)
    {
        Type = type;
        Name = type.GetCustomAttribute<GrainTypeAttribute>()?.GrainType ?? DefaultName(type);
        Reentrant = type.IsDefined(typeof(ReentrantAttribute), true);
        Interfaces = [.. type.GetInterfaces().Where(i => i.IsAssignableTo(typeof(IGrain)) && !Bases.Contains(i))];
        StreamNamespaces = [.. type.GetCustomAttributes<ImplicitStreamSubscriptionAttribute>().Select(a => a.StreamNamespace)];
        var constructors = type.GetConstructors();
        if (constructors.Length != 1) throw new OrleansConfigurationException($"{type} must have one public constructor.");
        _constructor = constructors[0];
        _parameters = _constructor.GetParameters();
    }

    public Type Type { get; }

    /// <summary>The first part of the ids of its grains; stored with their state.</summary>
    public string Name { get; }

    public bool Reentrant { get; }

    /// <summary>The grain interfaces that it implements.</summary>
    public IReadOnlyList<Type> Interfaces { get; }

    /// <summary>The streams that wake it.</summary>
    public IReadOnlyList<string> StreamNamespaces { get; }

    /// <summary>The states it asks for: type, name and storage.</summary>
    public IEnumerable<(Type Type, PersistentStateAttribute Facet)> States =>
        from parameter in _parameters
        let facet = parameter.GetCustomAttribute<PersistentStateAttribute>()
        where facet is not null
        select (StateType(parameter), facet);

    /// <summary>Constructs the grain object. Call it in the activation's turn.</summary>
    /// <param name="grainId">Whose state to inject.</param>
    /// <param name="services">Scoped to the activation.</param>
    /// <returns>The object, and the states that were injected, not yet read.</returns>
    public (object Grain, List<IStateFacet> States) Construct(GrainId grainId, IServiceProvider services)
    {
        var states = new List<IStateFacet>();
        var arguments = _parameters.Select(parameter => Resolve(parameter, grainId, services, states)).ToArray();
        return (_constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null), states);
    }

    private static object? Resolve(ParameterInfo parameter, GrainId grainId, IServiceProvider services, List<IStateFacet> states)
    {
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } facet)
        {
            var state = PersistentStates.Create(StateType(parameter), facet, grainId, services);
            states.Add(state);
            return state;
        }

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
            return services.GetRequiredKeyedService(parameter.ParameterType, keyed.Key);
        if (parameter.ParameterType == typeof(IGrainContext)) return RuntimeContext.Current;
        return parameter.HasDefaultValue
            ? services.GetService(parameter.ParameterType) ?? parameter.DefaultValue
            : services.GetRequiredService(parameter.ParameterType);
    }

    private static Type StateType(ParameterInfo parameter) =>
        parameter.ParameterType.IsConstructedGenericType
        && parameter.ParameterType.GetGenericTypeDefinition() == typeof(IPersistentState<>)
            ? parameter.ParameterType.GetGenericArguments()[0]
            : throw new OrleansConfigurationException($"{parameter.Member.DeclaringType}: [PersistentState] belongs on an IPersistentState<T>.");

    private static string DefaultName(Type type)
    {
        var name = type.Name;
        if (name.EndsWith("Grain", StringComparison.Ordinal) && name.Length > "Grain".Length) name = name[..^"Grain".Length];
        return name.ToLowerInvariant();
    }
}
