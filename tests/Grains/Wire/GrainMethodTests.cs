using System.Reflection;
using Orleans;
using PsyCare.Contracts.Sessions;

namespace PsyCare.Grains.Tests.Wire;

/// <summary>
/// During a rolling upgrade, gateways of the release before call silos of this one (ADR 8). <c>methods.txt</c> holds every method that may be called,
/// as Orleans tells them apart: its grain, its name and the types of its parameters, with what it returns. A method whose signature must change gets
/// a new name, and the old one stays for one release; only then may its line go.
/// </summary>
public sealed class GrainMethodTests
{
    [Fact]
    public void Every_method_that_an_earlier_version_calls_is_there()
    {
        var gone = Pinned().Except(Methods()).ToList();
        Assert.True(gone.Count == 0, "Gateways of the release before still call:\n" + string.Join('\n', gone));
    }

    [Fact]
    public void Every_method_is_pinned()
    {
        var missing = Methods().Except(Pinned()).Order(StringComparer.Ordinal).ToList();
        Assert.True(missing.Count == 0, "Add to tests/Grains/Wire/methods.txt:\n" + string.Join('\n', missing));
    }

    private static List<string> Pinned() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Wire", "methods.txt")).Where(l => l.Length > 0)];

    private static List<string> Methods() =>
        [.. typeof(ISessionGrain).Assembly.GetTypes().Where(t => t.IsInterface && t.IsAssignableTo(typeof(IAddressable)))
            .SelectMany(t => t.GetMethods()).Select(Signature)];

    private static string Signature(MethodInfo method) =>
        $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(p => Name(p.ParameterType)))}): {Name(method.ReturnType)}";

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;
}
