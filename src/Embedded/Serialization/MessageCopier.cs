using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Orleans.Serialization;
using PsyCare.Embedded.Calls;
using PsyCare.Embedded.Observers;

namespace PsyCare.Embedded.Serialization;

/// <summary>
/// Copies what crosses a grain boundary, so that neither side sees the other change it. Values that cannot change are passed on
/// as they are; generated types are copied field by field; types carried as JSON make the round trip through it.
/// </summary>
internal sealed class MessageCopier
{
    /// <summary>Deeper than this a value is taken to contain itself.</summary>
    private const int MaxDepth = 64;

    private readonly ConcurrentDictionary<Type, Func<object, int, object>> _copiers = new();
    private readonly Func<Type, Func<object, int, object>> _create;

    public MessageCopier(TypeRules types)
    {
        Types = types;
        _create = Create;
    }

    public TypeRules Types { get; }

    /// <summary>The value as the other side may have it.</summary>
    /// <exception cref="CodecNotFoundException">Its type, or that of a part, may not cross.</exception>
    public object? Copy(object? value) => Copy(value, 0);

    internal object? Copy(object? value, int depth)
    {
        if (value is null) return null;
        if (depth > MaxDepth) throw new SerializerException($"{value.GetType()} is nested too deeply, or contains itself.");
        return _copiers.GetOrAdd(value.GetType(), _create)(value, depth + 1);
    }

    private static object Same(object value, int depth) => value;

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "MemberwiseClone")]
    private static extern object Clone(object value);

    private Func<object, int, object> Create(Type type)
    {
        var carriage = Types.CarriageOf(type);
        if (carriage is Carriage.Generated or Carriage.Json && Types.ProblemWith(type) is { } problem) throw new CodecNotFoundException(problem);
        if (carriage == Carriage.Reference) return Reference(type);
        if (Types.IsImmutable(type)) return Same;
        return carriage switch
        {
            Carriage.Json => (value, _) => JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, type, Types.Json), type, Types.Json)!,
            Carriage.Generated => Generated(type),
            _ => CollectionCopiers.For(type, this)
                ?? throw new CodecNotFoundException($"Could not find a copier for type {type}: give it [GenerateSerializer], or carry its namespace as JSON."),
        };
    }

    private static Func<object, int, object> Reference(Type type) =>
        type.IsAssignableTo(typeof(GrainReference)) || type.IsAssignableTo(typeof(ObserverReference))
            ? Same
            : throw new CodecNotFoundException($"{type} is not a reference: pass this.AsReference<T>() of a grain, or CreateObjectReference<T>() of an observer.");

    private Func<object, int, object> Generated(Type type)
    {
        var left = TypeRules.FieldsOf(type).Where(TypeRules.IsLeftOut).ToArray();
        var changing = TypeRules.FieldsOf(type).Where(f => !TypeRules.IsLeftOut(f) && !IsSettled(f.FieldType)).ToArray();
        return (value, depth) =>
        {
            var copy = Clone(value);
            foreach (var field in left) field.SetValue(copy, null);
            foreach (var field in changing) field.SetValue(copy, Copy(field.GetValue(value), depth));
            return copy;
        };
    }

    /// <summary>Whether every value that a field of this type can hold passes as it is.</summary>
    private bool IsSettled(Type type) => (type.IsSealed || type.IsValueType) && Types.IsImmutable(type);
}
