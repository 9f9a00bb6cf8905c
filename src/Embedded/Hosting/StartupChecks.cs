using System.Reflection;
using Orleans;
using Orleans.Runtime;
using PsyCare.Embedded.Activations;
using PsyCare.Embedded.Calls;
using PsyCare.Embedded.Serialization;
using PsyCare.Embedded.Storage;

namespace PsyCare.Embedded.Hosting;

/// <summary>Finds at start what Orleans would find at start or at run time: types that cannot cross, states that cannot be stored.</summary>
internal static class StartupChecks
{
    /// <summary>Checks every grain class.</summary>
    /// <exception cref="OrleansConfigurationException">Lists everything that is wrong.</exception>
    public static void Run(GrainCatalog catalog, TypeRules types, EmbeddedGrainsOptions options)
    {
        List<string> problems = [.. catalog.Problems];
        foreach (var grainClass in catalog.Classes)
        {
            foreach (var type in grainClass.Interfaces) CheckInterface(type, grainClass.Type.Name, types, problems);
            foreach (var (type, facet) in grainClass.States) CheckState(grainClass, type, facet, types, options, problems);
        }

        if (problems.Count > 0)
            throw new OrleansConfigurationException("The grains cannot be hosted:\n- " + string.Join("\n- ", problems.Distinct()));
    }

    private static void CheckInterface(Type type, string where, TypeRules types, List<string> problems)
    {
        foreach (var method in type.GetMethods())
        {
            var name = $"{where}: {type.Name}.{method.Name}";
            if (method.IsGenericMethodDefinition) problems.Add($"{name} is generic");
            var result = ResultShape.For(method.ReturnType);
            if (result is null) problems.Add($"{name} returns {method.ReturnType}; grain methods return tasks");
            else if (result.ResultType != typeof(void)) CheckType(result.ResultType, $"{name} returns", types, problems);
            foreach (var parameter in method.GetParameters()) CheckParameter(parameter, name, types, problems);
        }
    }

    private static void CheckParameter(ParameterInfo parameter, string name, TypeRules types, List<string> problems)
    {
        var type = parameter.ParameterType;
        if (type.IsByRef) problems.Add($"{name} takes {parameter.Name} by reference");
        else CheckType(type, $"{name} takes {parameter.Name}", types, problems);
        if (type.IsAssignableTo(typeof(IGrainObserver)) && type != typeof(IGrainObserver)) CheckInterface(type, name, types, problems);
    }

    private static void CheckType(Type type, string what, TypeRules types, List<string> problems)
    {
        if (types.ProblemWith(type) is { } problem) problems.Add($"{what}: {problem}");
    }

    private static void CheckState(
        GrainClass grainClass, Type type, PersistentStateAttribute facet, TypeRules types, EmbeddedGrainsOptions options, List<string> problems)
    {
        var name = $"{grainClass.Type.Name}: state '{facet.StateName}'";
        if (!options.Storages.Contains(facet.StorageName ?? PersistentStates.DefaultStorage)) problems.Add($"{name}: no storage is named '{facet.StorageName}'");
        if (type.GetConstructor(Type.EmptyTypes) is null) problems.Add($"{name}: {type} needs a public constructor without parameters");
        if (JsonShape.ProblemWith(type, types.Json) is { } problem) problems.Add($"{name}: {problem}");
    }
}
