using System.Collections;
using System.Reflection;

namespace PsyCare.Grains.Tests.Wire;

/// <summary>Makes a message with a value in every field, the same one each time.</summary>
internal static class SampleMessage
{
    private static readonly DateTimeOffset Moment = new(2026, 11, 2, 9, 30, 0, TimeSpan.Zero);

    /// <summary>A value of a type.</summary>
    public static object Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return "text";
        if (type == typeof(byte[]))
            return new byte[] { 1, 2, 3 };
        if (type == typeof(bool))
            return true;
        if (type == typeof(DateTimeOffset))
            return Moment;
        if (type == typeof(DateOnly))
            return DateOnly.FromDateTime(Moment.Date);
        if (type == typeof(TimeSpan))
            return TimeSpan.FromMinutes(50);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!;
        if (type.IsPrimitive)
            return Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture);
        return type.IsAssignableTo(typeof(IEnumerable)) ? OfList(type) : OfRecord(type);
    }

    private static object OfList(Type type)
    {
        var items = type.IsArray ? [type.GetElementType()!] : type.GetGenericArguments();
        if (items.Length == 2)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(items))!;
            map.Add(Of(items[0]), Of(items[1]));
            return map;
        }

        var list = Array.CreateInstance(items[0], 1);
        list.SetValue(Of(items[0]), 0);
        return list;
    }

    private static object OfRecord(Type type)
    {
        var constructor = type.GetConstructors().MaxBy(c => c.GetParameters().Length)!;
        var made = constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType))]);
        var given = constructor.GetParameters().Select(p => p.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite && !given.Contains(p.Name)))
            property.SetValue(made, Of(property.PropertyType));
        return made;
    }
}
