using System.Reflection;
using System.Text.Json;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Storage;

namespace PsyCare.Embedded.Hosting;

/// <summary>How the in-process grain host is set up.</summary>
public sealed class EmbeddedGrainsOptions
{
    private readonly HashSet<Type> _grains = [];
    private readonly List<string> _storages = [PersistentStates.DefaultStorage];
    private readonly List<string> _streams = [];
    private readonly List<string> _jsonNamespaces = [];

    /// <summary>How state and JSON-carried types are written; frozen when the host starts.</summary>
    public JsonSerializerOptions Json { get; } = new();

    /// <summary>How long a caller waits for an answer; 30 s as in Orleans.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain stays active without being called; 15 min as in Orleans.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains are looked for.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a grain may take to activate.</summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a grain may take to deactivate.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long stopping waits for requests that still run before it deactivates the grains.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many events may wait for one stream consumer before publishers wait too.</summary>
    public int StreamQueueCapacity { get; set; } = 1024;

    internal IReadOnlyCollection<Type> Grains => _grains;

    internal IReadOnlyList<string> Storages => _storages;

    internal IReadOnlyList<string> Streams => _streams;

    internal string? SqlitePath { get; private set; }

    /// <summary>Hosts the grain classes of an assembly.</summary>
    public EmbeddedGrainsOptions AddGrainsFrom(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        return AddGrains(assembly.GetTypes().Where(GrainCatalog.IsGrainClass));
    }

    /// <summary>Adds a storage under the name that [PersistentState] uses. "Default" is there already; all share one database.</summary>
    public EmbeddedGrainsOptions AddStorage(string name)
    {
        _storages.Add(name);
        return this;
    }

    /// <summary>Adds a stream provider under the name that grains use.</summary>
    public EmbeddedGrainsOptions AddStreams(string name)
    {
        _streams.Add(name);
        return this;
    }

    /// <summary>
    /// Carries the types of a namespace and of those below it as JSON, as Orleans' AddJsonSerializer does with the same predicate.
    /// </summary>
    public EmbeddedGrainsOptions CarryAsJson(string namespacePrefix)
    {
        _jsonNamespaces.Add(namespacePrefix);
        return this;
    }

    /// <summary>Keeps state and reminders in a SQLite file, made if it is missing. Without this they live in memory.</summary>
    /// <param name="path">The file's path; its folder must exist.</param>
    public EmbeddedGrainsOptions UseSqlite(string path)
    {
        SqlitePath = path;
        return this;
    }

    internal EmbeddedGrainsOptions AddGrains(IEnumerable<Type> types)
    {
        _grains.UnionWith(types);
        return this;
    }

    internal bool IsJson(Type type) => _jsonNamespaces.Exists(prefix =>
        type.Namespace == prefix || type.Namespace?.StartsWith(prefix + ".", StringComparison.Ordinal) == true);
}
