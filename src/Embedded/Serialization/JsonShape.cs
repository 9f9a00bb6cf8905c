using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PsyCare.Embedded.Serialization;

/// <summary>Checks that a type comes back from System.Text.Json as it went in, as far as its shape tells.</summary>
internal static class JsonShape
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>What would be lost or refused, in words; null when nothing.</summary>
    public static string? ProblemWith(Type type, JsonSerializerOptions options) => ProblemWith(type, options, []);

    private static string? ProblemWith(Type type, JsonSerializerOptions options, HashSet<Type> seen)
    {
        if (!seen.Add(type) || KnownTypes.IsSimple(type)) return null;
        JsonTypeInfo info;
        try
        {
            info = options.GetTypeInfo(type);
        }
        catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            return $"{type} does not pass System.Text.Json: {e.Message}";
        }

        return info.Kind switch
        {
            JsonTypeInfoKind.Object => ProblemWithObject(type, info, options, seen),
            JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary => Parts(type).Select(t => ProblemWith(t, options, seen)).FirstOrDefault(p => p is not null),
            _ => null,
        };
    }

    private static string? ProblemWithObject(Type type, JsonTypeInfo info, JsonSerializerOptions options, HashSet<Type> seen)
    {
        if (info.PolymorphismOptions is { } polymorphism)
        {
            if (polymorphism.DerivedTypes.Select(d => ProblemWith(d.DerivedType, options, seen)).FirstOrDefault(p => p is not null) is { } inDerived)
                return inDerived;
            if (type.IsAbstract) return null;
        }

        var byConstructor = info.Properties.Any(p => p.AssociatedParameter is not null);
        if (info.CreateObject is null && !byConstructor && !type.IsValueType && (type.IsAbstract || NeedsParameters(type)))
            return $"{type} cannot be made from JSON: it is abstract or has no usable constructor";
        if (Lost(type, info) is { } lost) return $"{type}.{lost} is not read back from JSON and would be lost";
        return info.Properties
            .Where(p => p.Get is not null)
            .Select(p => ProblemWith(p.PropertyType, options, seen))
            .FirstOrDefault(p => p is not null);
    }

    /// <summary>A property with storage of its own that JSON does not carry back, unless it is left out on purpose.</summary>
    private static string? Lost(Type type, JsonTypeInfo info)
    {
        var carried = info.Properties
            .Where(p => p.Set is not null || p.AssociatedParameter is not null)
            .Select(p => (p.AttributeProvider as MemberInfo)?.Name)
            .ToHashSet();
        for (var t = type; t is not null && t != typeof(object) && t != typeof(ValueType); t = t.BaseType)
        {
            foreach (var property in t.GetProperties(Declared))
            {
                var stored = t.GetField($"<{property.Name}>k__BackingField", Declared) is not null;
                if (stored && !carried.Contains(property.Name) && !property.IsDefined(typeof(JsonIgnoreAttribute), false)) return property.Name;
            }
        }

        return null;
    }

    private static bool NeedsParameters(Type type) => type.GetConstructor(Type.EmptyTypes) is null;

    private static IEnumerable<Type> Parts(Type type) =>
        type.IsArray ? [type.GetElementType()!]
        : type.IsConstructedGenericType ? type.GetGenericArguments()
        : type.GetInterfaces().Where(i => i.IsConstructedGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(i => i.GetGenericArguments()[0]);
}
