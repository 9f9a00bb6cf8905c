using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Concurrency;
using PsyCare.Embedded.Serialization;

namespace PsyCare.Embedded.Calls;

/// <summary>A method of a grain or observer interface, prepared for calling.</summary>
internal sealed class GrainMethod
{
    private static readonly ConcurrentDictionary<MethodInfo, GrainMethod> Methods = new();
    private readonly MethodInvoker _invoker;
    private readonly bool[] _immutable;
    private readonly int _cancellation;
    private readonly ResultShape _result;
    private readonly string _name;

    private GrainMethod(MethodInfo method)
    {
        _name = $"{method.DeclaringType!.Name}.{method.Name}";
        _invoker = MethodInvoker.Create(method);
        var parameters = method.GetParameters();
        _immutable = [.. parameters.Select(p => p.IsDefined(typeof(ImmutableAttribute), false))];
        _cancellation = Array.FindIndex(parameters, p => p.ParameterType == typeof(CancellationToken));
        _result = ResultShape.For(method.ReturnType)
            ?? throw new NotSupportedException($"{_name} returns {method.ReturnType}; grain methods return tasks.");
        OneWay = method.ReturnType == typeof(void) || method.IsDefined(typeof(OneWayAttribute), true);
        Interleaving = method.IsDefined(typeof(AlwaysInterleaveAttribute), true) ? Interleaving.Always
            : method.IsDefined(typeof(ReadOnlyAttribute), true) ? Interleaving.WithReaders
            : Interleaving.None;
    }

    /// <summary>Whether the caller does not wait.</summary>
    public bool OneWay { get; }

    private Interleaving Interleaving { get; }

    public static GrainMethod Of(MethodInfo method) => Methods.GetOrAdd(method, m => new GrainMethod(m));

    /// <summary>Makes the request of a call. Arguments are copied here, in the caller's turn; the result in the callee's.</summary>
    public Request CreateRequest(object?[] arguments, MessageCopier copier)
    {
        var copies = new object?[arguments.Length];
        for (var i = 0; i < copies.Length; i++) copies[i] = _immutable[i] ? arguments[i] : copier.Copy(arguments[i]);
        return new Request(target => InvokeAsync(target, copies, copier)) { Interleaving = Interleaving };
    }

    /// <summary>The token that the caller passed, if the method takes one.</summary>
    public CancellationToken CancellationOf(object?[] arguments) =>
        _cancellation < 0 ? CancellationToken.None : (CancellationToken)arguments[_cancellation]!;

    /// <summary>What the caller gets.</summary>
    public object? Wrap(Task<object?> response) => _result.Wrap(response);

    public override string ToString() => _name;

    private async ValueTask<object?> InvokeAsync(object target, object?[] arguments, MessageCopier copier) =>
        copier.Copy(await _result.UnwrapAsync(_invoker.Invoke(target, arguments.AsSpan())));
}
