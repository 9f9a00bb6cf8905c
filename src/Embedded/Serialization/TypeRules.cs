using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;

namespace PsyCare.Embedded.Serialization;

/// <summary>How a type crosses a grain boundary.</summary>
internal enum Carriage
{
    /// <summary>Not at all: Orleans would have no codec.</summary>
    None,
    Simple,
    Reference,
    Array,
    Bytes,
    ImmutableGeneric,
    MutableGeneric,
    CollectionInterface,
    Generated,
    Json,
}

/// <summary>Says which types may cross grain boundaries, as Orleans would, and which may do so without being copied.</summary>
/// <param name="isJson">The types that are carried as JSON.</param>
/// <param name="json">How they are written.</param>
internal sealed class TypeRules(Func<Type, bool> isJson, JsonSerializerOptions json)
{
    private readonly ConcurrentDictionary<Type, string?> _problems = new();
    private readonly ConcurrentDictionary<Type, bool> _immutable = new();

    public JsonSerializerOptions Json { get; } = json;

    /// <summary>How values of exactly this type are carried.</summary>
    public Carriage CarriageOf(Type type)
    {
        if (KnownTypes.IsSimple(type)) return Carriage.Simple;
        if (type.IsAssignableTo(typeof(IAddressable))) return Carriage.Reference;
        if (type.IsArray) return Carriage.Array;
        if (KnownTypes.IsBytes(type)) return Carriage.Bytes;
        if (KnownTypes.IsImmutableGeneric(type)) return Carriage.ImmutableGeneric;
        if (KnownTypes.IsMutableGeneric(type)) return Carriage.MutableGeneric;
        if (KnownTypes.IsCollectionInterface(type)) return Carriage.CollectionInterface;
        if (type.IsDefined(typeof(GenerateSerializerAttribute), false)) return Carriage.Generated;
        return isJson(type) ? Carriage.Json : Carriage.None;
    }

    /// <summary>Why the type may not cross, in words; null when it may.</summary>
    public string? ProblemWith(Type type)
    {
        if (_problems.TryGetValue(type, out var known)) return known;
        _problems[type] = null; // A type may contain itself.
        return _problems[type] = FindProblem(type);
    }

    /// <summary>Whether values of this declared type need no copy because nothing about them can change.</summary>
    public bool IsImmutable(Type type)
    {
        if (_immutable.TryGetValue(type, out var known)) return known;
        _immutable[type] = false; // A type that contains itself is copied.
        return _immutable[type] = CarriageOf(type) switch
        {
            Carriage.Simple or Carriage.Reference => true,
            Carriage.ImmutableGeneric => type.GetGenericArguments().All(IsImmutable),
            Carriage.Generated => type.IsDefined(typeof(ImmutableAttribute), false) || HasOnlyImmutableFields(type),
            Carriage.Json => type.IsDefined(typeof(ImmutableAttribute), false),
            _ => false,
        };
    }

    /// <summary>The fields that a generated type carries, those of its base types included.</summary>
    public static IEnumerable<FieldInfo> FieldsOf(Type type)
    {
        for (var t = type; t is not null && !IsRoot(t); t = t.BaseType)
        {
            foreach (var field in t.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)) yield return field;
        }
    }

    /// <summary>Whether the field is left out on purpose.</summary>
    public static bool IsLeftOut(FieldInfo field) => field.IsDefined(typeof(NonSerializedAttribute), false);

    private static bool IsRoot(Type type) => type == typeof(object) || type == typeof(ValueType) || type == typeof(Exception);

    private bool HasOnlyImmutableFields(Type type) =>
        (type.IsSealed || type.IsValueType)
        && FieldsOf(type).All(f => f.IsInitOnly && !IsLeftOut(f) && (f.FieldType.IsSealed || f.FieldType.IsValueType) && IsImmutable(f.FieldType));

    private string? FindProblem(Type type) => CarriageOf(type) switch
    {
        Carriage.Simple or Carriage.Reference or Carriage.Bytes => null,
        Carriage.Array => ProblemWith(type.GetElementType()!),
        Carriage.ImmutableGeneric or Carriage.MutableGeneric or Carriage.CollectionInterface =>
            type.GetGenericArguments().Select(ProblemWith).FirstOrDefault(p => p is not null),
        Carriage.Generated => ProblemWithGenerated(type),
        Carriage.Json => JsonShape.ProblemWith(type, Json),
        _ => $"{type} has no serializer: give it [GenerateSerializer], or carry its namespace as JSON",
    };

    private string? ProblemWithGenerated(Type type)
    {
        if (type.BaseType is { } parent && !IsRoot(parent) && !type.IsEnum && CarriageOf(parent) != Carriage.Generated)
            return $"{type} derives from {parent}, which lacks [GenerateSerializer]";
        foreach (var field in FieldsOf(type).Where(f => !IsLeftOut(f)))
        {
            var property = BackedProperty(field);
            if (!field.IsDefined(typeof(IdAttribute), false) && property?.IsDefined(typeof(IdAttribute), false) != true)
                return $"{field.DeclaringType}.{property?.Name ?? field.Name} lacks an [Id] and would be lost";
            if (ProblemWith(field.FieldType) is { } problem) return $"{problem} (in {type})";
        }

        return null;
    }

    private static PropertyInfo? BackedProperty(FieldInfo field)
    {
        const string suffix = ">k__BackingField";
        if (!field.IsDefined(typeof(CompilerGeneratedAttribute), false) || !field.Name.EndsWith(suffix, StringComparison.Ordinal)) return null;
        return field.DeclaringType!.GetProperty(
            field.Name[1..^suffix.Length],
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
    }
}
