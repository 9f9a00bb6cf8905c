using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Reflection;
using ITuple = System.Runtime.CompilerServices.ITuple;

namespace PsyCare.Embedded.Serialization;

#pragma warning disable CA1859 // The generic methods are bound to delegates that return object.

/// <summary>Copies collections element by element.</summary>
internal static class CollectionCopiers
{
    private static readonly Dictionary<Type, string> Methods = new()
    {
        [typeof(List<>)] = nameof(List),
        [typeof(HashSet<>)] = nameof(HashSet),
        [typeof(Queue<>)] = nameof(Queue),
        [typeof(ReadOnlyCollection<>)] = nameof(ReadOnlyCollection),
        [typeof(ImmutableArray<>)] = nameof(ImmutableArray),
        [typeof(ImmutableList<>)] = nameof(ImmutableList),
        [typeof(KeyValuePair<,>)] = nameof(Pair),
        [typeof(Dictionary<,>)] = nameof(Dictionary),
        [typeof(SortedDictionary<,>)] = nameof(SortedDictionary),
        [typeof(ImmutableDictionary<,>)] = nameof(ImmutableDictionary),
    };

    /// <summary>The copier of a collection type, or null when it is none that crosses.</summary>
    public static Func<object, int, object>? For(Type type, MessageCopier copier)
    {
        if (type == typeof(ReadOnlyMemory<byte>)) return (value, _) => new ReadOnlyMemory<byte>(((ReadOnlyMemory<byte>)value).ToArray());
        if (type == typeof(Memory<byte>)) return (value, _) => new Memory<byte>(((Memory<byte>)value).ToArray());
        if (type == typeof(ArraySegment<byte>)) return (value, _) => new ArraySegment<byte>([.. (ArraySegment<byte>)value]);
        if (type.IsArray) return Array(type.GetElementType()!, copier);
        if (type.IsConstructedGenericType && Methods.TryGetValue(type.GetGenericTypeDefinition(), out var method))
            return Make(method, type.GetGenericArguments(), copier);
        if (type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true
            || type.FullName?.StartsWith("System.Tuple`", StringComparison.Ordinal) == true)
            return Tuple(type, copier);
        return Behind(type, typeof(IReadOnlyDictionary<,>), nameof(Dictionary), copier)
            ?? Behind(type, typeof(IReadOnlySet<>), nameof(AnySet), copier)
            ?? Behind(type, typeof(IReadOnlyCollection<>), nameof(Any), copier);
    }

    /// <summary>Any collection behind an interface, such as what a collection expression makes: it arrives as the plain one.</summary>
    private static Func<object, int, object>? Behind(Type type, Type definition, string method, MessageCopier copier)
    {
        var found = System.Array.Find(type.GetInterfaces(), i => i.IsConstructedGenericType && i.GetGenericTypeDefinition() == definition);
        return found is null ? null : Make(method, found.GetGenericArguments(), copier);
    }

    private static Func<object, int, object> Make(string method, Type[] arguments, MessageCopier copier) => typeof(CollectionCopiers)
        .GetMethod(method, BindingFlags.Static | BindingFlags.NonPublic)!
        .MakeGenericMethod(arguments)
        .CreateDelegate<Func<MessageCopier, object, int, object>>()
        .Bind(copier);

    private static Func<object, int, object> Bind(this Func<MessageCopier, object, int, object> copy, MessageCopier copier) =>
        (value, depth) => copy(copier, value, depth);

    private static Func<object, int, object> Array(Type element, MessageCopier copier)
    {
        if ((element.IsSealed || element.IsValueType) && copier.Types.IsImmutable(element)) return (value, _) => ((Array)value).Clone();
        return (value, depth) =>
        {
            var copy = (Array)((Array)value).Clone();
            if (copy.Rank != 1) throw new Orleans.Serialization.CodecNotFoundException("Arrays of more dimensions cross with plain elements only.");
            for (var i = 0; i < copy.Length; i++) copy.SetValue(copier.Copy(copy.GetValue(i), depth), i);
            return copy;
        };
    }

    private static Func<object, int, object> Tuple(Type type, MessageCopier copier)
    {
        var constructor = type.GetConstructor(type.GetGenericArguments())!;
        return (value, depth) =>
        {
            var tuple = (ITuple)value;
            return constructor.Invoke([.. Enumerable.Range(0, tuple.Length).Select(i => copier.Copy(tuple[i], depth))]);
        };
    }

    private static IEnumerable<T> Items<T>(MessageCopier copier, object value, int depth) =>
        ((IEnumerable<T>)value).Select(item => (T)copier.Copy(item, depth)!);

    private static IEnumerable<KeyValuePair<TKey, TValue>> Pairs<TKey, TValue>(MessageCopier copier, object value, int depth) =>
        ((IEnumerable<KeyValuePair<TKey, TValue>>)value).Select(pair => new KeyValuePair<TKey, TValue>(
            (TKey)copier.Copy(pair.Key, depth)!, (TValue)copier.Copy(pair.Value, depth)!));

    private static object Any<T>(MessageCopier copier, object value, int depth) => Items<T>(copier, value, depth).ToArray();

    private static object AnySet<T>(MessageCopier copier, object value, int depth) => Items<T>(copier, value, depth).ToHashSet();

    private static object List<T>(MessageCopier copier, object value, int depth) => Items<T>(copier, value, depth).ToList();

    private static object HashSet<T>(MessageCopier copier, object value, int depth) =>
        Items<T>(copier, value, depth).ToHashSet(((HashSet<T>)value).Comparer);

    private static object Queue<T>(MessageCopier copier, object value, int depth) => new Queue<T>(Items<T>(copier, value, depth));

    private static object ReadOnlyCollection<T>(MessageCopier copier, object value, int depth) =>
        Items<T>(copier, value, depth).ToList().AsReadOnly();

    private static object ImmutableArray<T>(MessageCopier copier, object value, int depth) =>
        ((ImmutableArray<T>)value).IsDefault ? value : Items<T>(copier, value, depth).ToImmutableArray();

    private static object ImmutableList<T>(MessageCopier copier, object value, int depth) =>
        Items<T>(copier, value, depth).ToImmutableList();

    private static object Pair<TKey, TValue>(MessageCopier copier, object value, int depth)
    {
        var pair = (KeyValuePair<TKey, TValue>)value;
        return new KeyValuePair<TKey, TValue>((TKey)copier.Copy(pair.Key, depth)!, (TValue)copier.Copy(pair.Value, depth)!);
    }

    private static object Dictionary<TKey, TValue>(MessageCopier copier, object value, int depth)
        where TKey : notnull =>
        new Dictionary<TKey, TValue>(Pairs<TKey, TValue>(copier, value, depth), (value as Dictionary<TKey, TValue>)?.Comparer);

    private static object SortedDictionary<TKey, TValue>(MessageCopier copier, object value, int depth)
        where TKey : notnull =>
        new SortedDictionary<TKey, TValue>(
            Pairs<TKey, TValue>(copier, value, depth).ToDictionary(), ((SortedDictionary<TKey, TValue>)value).Comparer);

    private static object ImmutableDictionary<TKey, TValue>(MessageCopier copier, object value, int depth)
        where TKey : notnull =>
        Pairs<TKey, TValue>(copier, value, depth).ToImmutableDictionary(((ImmutableDictionary<TKey, TValue>)value).KeyComparer);
}
