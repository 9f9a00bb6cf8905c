using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using System.Numerics;
using Orleans.Runtime;

namespace PsyCare.Embedded.Serialization;

/// <summary>The types of the base library that cross grain boundaries without anybody declaring them: of Orleans' list, those that we use.</summary>
internal static class KnownTypes
{
    private static readonly HashSet<Type> Simple =
    [
        typeof(bool), typeof(char), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint),
        typeof(long), typeof(ulong), typeof(Int128), typeof(UInt128), typeof(nint), typeof(nuint), typeof(Half), typeof(float),
        typeof(double), typeof(decimal), typeof(BigInteger), typeof(string), typeof(Guid), typeof(DateTime),
        typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Uri), typeof(Version),
        typeof(IPAddress), typeof(IPEndPoint), typeof(CultureInfo), typeof(CancellationToken), typeof(GrainId), typeof(StreamId),
    ];

    private static readonly HashSet<Type> ImmutableGenerics =
    [
        typeof(Nullable<>), typeof(KeyValuePair<,>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>),
        typeof(Tuple<,>), typeof(Tuple<,,>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
    ];

    private static readonly HashSet<Type> MutableGenerics =
    [
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(SortedDictionary<,>), typeof(Queue<>),
        typeof(ReadOnlyCollection<>),
    ];

    private static readonly HashSet<Type> CollectionInterfaces =
    [
        typeof(IEnumerable<>), typeof(ICollection<>), typeof(IList<>), typeof(IReadOnlyCollection<>), typeof(IReadOnlyList<>),
        typeof(ISet<>), typeof(IReadOnlySet<>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>),
    ];

    /// <summary>A type without parts that can change.</summary>
    public static bool IsSimple(Type type) => type.IsEnum || Simple.Contains(type) || type.IsAssignableTo(typeof(Type));

    /// <summary>A generic type that is as unchangeable as its arguments.</summary>
    public static bool IsImmutableGeneric(Type type) =>
        type.IsConstructedGenericType && ImmutableGenerics.Contains(type.GetGenericTypeDefinition());

    /// <summary>An interface of a generic collection; any collection may stand behind it.</summary>
    public static bool IsCollectionInterface(Type type) =>
        type.IsConstructedGenericType && CollectionInterfaces.Contains(type.GetGenericTypeDefinition());

    /// <summary>Bytes in another form than an array.</summary>
    public static bool IsBytes(Type type) =>
        type == typeof(ReadOnlyMemory<byte>) || type == typeof(Memory<byte>) || type == typeof(ArraySegment<byte>);

    /// <summary>A generic collection that can change.</summary>
    public static bool IsMutableGeneric(Type type) =>
        type.IsConstructedGenericType && MutableGenerics.Contains(type.GetGenericTypeDefinition());
}
