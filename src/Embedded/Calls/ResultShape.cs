using System.Collections.Concurrent;

namespace PsyCare.Embedded.Calls;

/// <summary>Turns what a grain method returns into a plain result, and a plain result into what its caller expects.</summary>
internal abstract class ResultShape
{
    private static readonly ConcurrentDictionary<Type, ResultShape?> Shapes = new();

    /// <summary>The type of the result itself; void when there is none.</summary>
    public virtual Type ResultType => typeof(void);

    /// <summary>The shape of a return type, or null when grains may not return such.</summary>
    public static ResultShape? For(Type returnType) => Shapes.GetOrAdd(returnType, Create);

    /// <summary>What the proxy hands to the caller.</summary>
    public abstract object? Wrap(Task<object?> response);

    /// <summary>Waits for what the grain method returned.</summary>
    public abstract ValueTask<object?> UnwrapAsync(object? returned);

    private static ResultShape? Create(Type type)
    {
        if (type == typeof(void)) return new None();
        if (type == typeof(Task)) return new OfTask();
        if (type == typeof(ValueTask)) return new OfValueTask();
        if (!type.IsConstructedGenericType) return null;
        var definition = type.GetGenericTypeDefinition();
        var shape = definition == typeof(Task<>) ? typeof(OfTask<>) : definition == typeof(ValueTask<>) ? typeof(OfValueTask<>) : null;
        return shape is null ? null : (ResultShape)Activator.CreateInstance(shape.MakeGenericType(type.GetGenericArguments()))!;
    }

    private sealed class None : ResultShape
    {
        public override object? Wrap(Task<object?> response) => null;

        public override ValueTask<object?> UnwrapAsync(object? returned) => default;
    }

    private sealed class OfTask : ResultShape
    {
        public override object Wrap(Task<object?> response) => response;

        public override async ValueTask<object?> UnwrapAsync(object? returned)
        {
            if (returned is Task task) await task;
            return null;
        }
    }

    private sealed class OfValueTask : ResultShape
    {
        public override object Wrap(Task<object?> response) => new ValueTask(response);

        public override async ValueTask<object?> UnwrapAsync(object? returned)
        {
            await (ValueTask)returned!;
            return null;
        }
    }

    private sealed class OfTask<T> : ResultShape
    {
        public override Type ResultType => typeof(T);

        public override object Wrap(Task<object?> response) => Cast<T>(response);

        public override async ValueTask<object?> UnwrapAsync(object? returned) => await (Task<T>)returned!;
    }

    private sealed class OfValueTask<T> : ResultShape
    {
        public override Type ResultType => typeof(T);

        public override object Wrap(Task<object?> response) => new ValueTask<T>(Cast<T>(response));

        public override async ValueTask<object?> UnwrapAsync(object? returned) => await (ValueTask<T>)returned!;
    }

    private static async Task<T> Cast<T>(Task<object?> response) => (T)(await response.ConfigureAwait(false))!;
}
