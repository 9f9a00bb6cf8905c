using Orleans;
using Orleans.Runtime;
using PsyCare.Embedded.Tests.Plain;

namespace PsyCare.Embedded.Tests;

public sealed class NotAMessage
{
    public string Text { get; set; } = "";
}

[GenerateSerializer]
public sealed record MissesAnId([property: Id(0)] string Kept, string Lost);

[GenerateSerializer]
public sealed record CarriesAStranger([property: Id(0)] List<NotAMessage> Strangers);

[GenerateSerializer]
public sealed record Tree([property: Id(0)] string Name, [property: Id(1)] List<Tree> Branches);

public sealed class StateWithoutConstructor(int number)
{
    public int Number { get; } = number;
}

public interface IWantsNotAMessage : IGrainWithStringKey
{
    Task TakeAsync(NotAMessage value);
}

public interface IReturnsMissesAnId : IGrainWithStringKey
{
    Task<MissesAnId> ReturnAsync();
}

public interface IWantsAStranger : IGrainWithStringKey
{
    Task TakeAsync(CarriesAStranger[] values);
}

public interface IWantsForgetful : IGrainWithStringKey
{
    Task TakeAsync(IReadOnlyList<Forgetful> values);
}

public interface IReturnsNoTask : IGrainWithStringKey
{
    int Now();
}

public interface IObserverOfStrangers : IGrainObserver
{
    Task OnNextAsync(NotAMessage value);
}

public interface IWantsObserver : IGrainWithStringKey
{
    Task SubscribeAsync(IObserverOfStrangers observer);
}

public interface IFine : IGrainWithStringKey
{
    Task<Tree?> GrowAsync(Tree tree, Pet?[] pets, DayOfWeek? day, IReadOnlyDictionary<Guid, byte[]> bytes, CancellationToken cancellationToken);
}

public sealed class WantsNotAMessageGrain : Grain, IWantsNotAMessage
{
    public Task TakeAsync(NotAMessage value) => Task.CompletedTask;
}

public sealed class ReturnsMissesAnIdGrain : Grain, IReturnsMissesAnId
{
    public Task<MissesAnId> ReturnAsync() => Task.FromResult(new MissesAnId("", ""));
}

public sealed class WantsAStrangerGrain : Grain, IWantsAStranger
{
    public Task TakeAsync(CarriesAStranger[] values) => Task.CompletedTask;
}

public sealed class WantsForgetfulGrain : Grain, IWantsForgetful
{
    public Task TakeAsync(IReadOnlyList<Forgetful> values) => Task.CompletedTask;
}

public sealed class ReturnsNoTaskGrain : Grain, IReturnsNoTask
{
    public int Now() => 0;
}

public sealed class WantsObserverGrain : Grain, IWantsObserver
{
    public Task SubscribeAsync(IObserverOfStrangers observer) => Task.CompletedTask;
}

public sealed class FineGrain : Grain, IFine
{
    public Task<Tree?> GrowAsync(
        Tree tree, Pet?[] pets, DayOfWeek? day, IReadOnlyDictionary<Guid, byte[]> bytes, CancellationToken cancellationToken) =>
        Task.FromResult<Tree?>(tree);
}

public sealed class SecondFineGrain : Grain, IFine
{
    public Task<Tree?> GrowAsync(
        Tree tree, Pet?[] pets, DayOfWeek? day, IReadOnlyDictionary<Guid, byte[]> bytes, CancellationToken cancellationToken) =>
        Task.FromResult<Tree?>(tree);
}

public sealed class BadStateGrain([PersistentState("memory", "clinic")] IPersistentState<StateWithoutConstructor> state) : Grain
{
    public int Number => state.State.Number;
}

public sealed class LostStateGrain([PersistentState("memory", "nowhere")] IPersistentState<Kennel> state) : Grain
{
    public int Count => state.State.Pets.Count;
}

public sealed class StartupCheckTests
{
    [Theory]
    [InlineData(typeof(WantsNotAMessageGrain), "WantsNotAMessageGrain: IWantsNotAMessage.TakeAsync takes value: PsyCare.Embedded.Tests.NotAMessage has no serializer")]
    [InlineData(typeof(ReturnsMissesAnIdGrain), "IReturnsMissesAnId.ReturnAsync returns: PsyCare.Embedded.Tests.MissesAnId.Lost lacks an [Id]")]
    [InlineData(typeof(WantsAStrangerGrain), "PsyCare.Embedded.Tests.NotAMessage has no serializer")]
    [InlineData(typeof(WantsAStrangerGrain), "in PsyCare.Embedded.Tests.CarriesAStranger")]
    [InlineData(typeof(WantsForgetfulGrain), "PsyCare.Embedded.Tests.Plain.Forgetful")]
    [InlineData(typeof(ReturnsNoTaskGrain), "IReturnsNoTask.Now returns System.Int32; grain methods return tasks")]
    [InlineData(typeof(WantsObserverGrain), "IObserverOfStrangers.OnNextAsync takes value: PsyCare.Embedded.Tests.NotAMessage has no serializer")]
    [InlineData(typeof(BadStateGrain), "BadStateGrain: state 'memory': PsyCare.Embedded.Tests.StateWithoutConstructor needs a public constructor")]
    [InlineData(typeof(LostStateGrain), "LostStateGrain: state 'memory': no storage is named 'nowhere'")]
    public async Task The_host_does_not_start_with_what_orleans_could_not_carry(Type grain, string problem)
    {
        var e = await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestHost.StartAsync([grain]));
        Assert.Contains(problem, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_classes_for_one_interface_are_a_mistake()
    {
        var e = await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestHost.StartAsync([typeof(FineGrain), typeof(SecondFineGrain)]));
        Assert.Contains("an interface needs one class", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_usual_types_pass()
    {
        await using var host = await TestHost.StartAsync<FineGrain>();
        var tree = new Tree("oak", [new Tree("twig", [])]);
        var grown = await host.Grain<IFine>().GrowAsync(
            tree, [null], DayOfWeek.Friday, new Dictionary<Guid, byte[]> { [Guid.Empty] = [1] }, CancellationToken.None);
        Assert.Equal("twig", grown!.Branches.Single().Name);
        Assert.NotSame(tree.Branches, grown.Branches);
    }
}
