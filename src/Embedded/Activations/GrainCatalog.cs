using Orleans;

namespace PsyCare.Embedded.Activations;

/// <summary>The grain classes of the host, by name and by interface.</summary>
internal sealed class GrainCatalog
{
    private readonly Dictionary<string, GrainClass> _byName = [];
    private readonly Dictionary<Type, GrainClass> _byInterface = [];
    private readonly List<string> _problems = [];

    public GrainCatalog(IEnumerable<Type> types)
    {
        foreach (var type in types) Add(new GrainClass(type));
    }

    public IReadOnlyCollection<GrainClass> Classes => _byName.Values;

    /// <summary>What is wrong with the set of classes, in words.</summary>
    public IReadOnlyList<string> Problems => _problems;

    public GrainClass ByName(string name) =>
        _byName.TryGetValue(name, out var found) ? found : throw new ArgumentException($"There is no grain class named '{name}'.");

    public GrainClass ByInterface(Type type) => _byInterface.TryGetValue(type, out var found)
        ? found
        : throw new ArgumentException($"Could not find an implementation for interface {type}");

    /// <summary>The classes that the streams of a namespace wake.</summary>
    public IEnumerable<GrainClass> SubscribedTo(string? streamNamespace) =>
        streamNamespace is null ? [] : _byName.Values.Where(c => c.StreamNamespaces.Contains(streamNamespace));

    public static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(Grain));

    private void Add(GrainClass added)
    {
        if (!_byName.TryAdd(added.Name, added))
            _problems.Add($"{added.Type} and {_byName[added.Name].Type} are both named '{added.Name}'; give one a [GrainType].");
        foreach (var type in added.Interfaces)
        {
            if (!_byInterface.TryAdd(type, added))
                _problems.Add($"{added.Type} and {_byInterface[type].Type} both implement {type}; an interface needs one class.");
        }
    }
}
