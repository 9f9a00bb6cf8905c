using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Orleans.Serialization;
using PsyCare.Embedded.Tests.Plain;

namespace PsyCare.Embedded.Tests;

[GenerateSerializer]
public sealed class Letter
{
    [Id(0)]
    public string Text { get; set; } = "";

    [Id(1)]
    public List<int> Numbers { get; init; } = [];

    [Id(2)]
    public Letter? Enclosed { get; set; }

    [field: NonSerialized]
    public string? Local { get; set; }
}

[GenerateSerializer, Immutable]
public sealed record Frozen([property: Id(0)] byte[] Bytes);

[GenerateSerializer]
public record Base([property: Id(0)] int Number);

[GenerateSerializer]
public sealed record Derived(int Number, [property: Id(0)] List<string> Names) : Base(Number);

[GenerateSerializer]
public sealed class KnownException(string message, int code) : Exception(message)
{
    [Id(0)]
    public int Code { get; } = code;
}

#pragma warning disable CA1032
public sealed class UnknownException(string message) : Exception(message);
#pragma warning restore CA1032

public interface IEchoGrain : IGrainWithStringKey
{
    Task<Letter> EchoAsync(Letter letter);

    Task<Letter> KeptAsync();

    Task<Frozen> EchoAsync(Frozen frozen);

    Task<Base> EchoAsync(Base value);

    Task<IReadOnlyList<Pet>> EchoAsync(IReadOnlyList<Pet> pets);

    ValueTask<(int Number, ImmutableArray<Pet> Pets)> PairAsync(int number, ImmutableArray<Pet> pets);

    Task<Dictionary<string, Letter?[]>> EchoAsync(Dictionary<string, Letter?[]> letters);

    Task<IEchoGrain> SelfAsync();

    Task ThrowAsync(string kind);

    [OneWay]
    Task ThrowUnheardAsync();

    Task WaitAsync(string gate, CancellationToken cancellationToken);

    Task<Kennel> EchoAsync(Kennel kennel);
}

public interface IFriendGrain : IGrainWithStringKey
{
    Task<bool> IsMeAsync(IFriendGrain other);
}

public sealed class EchoGrain(Probe probe) : Grain, IEchoGrain, IFriendGrain
{
    private Letter _kept = new();

    public Task<Letter> EchoAsync(Letter letter)
    {
        _kept = letter;
        letter.Numbers.Add(99);
        return Task.FromResult(letter);
    }

    public Task<Letter> KeptAsync() => Task.FromResult(_kept);

    public Task<Frozen> EchoAsync(Frozen frozen) => Task.FromResult(frozen);

    public Task<Base> EchoAsync(Base value) => Task.FromResult(value);

    public Task<IReadOnlyList<Pet>> EchoAsync(IReadOnlyList<Pet> pets) => Task.FromResult<IReadOnlyList<Pet>>([.. pets, new("Rex", ["sit"])]);

    public ValueTask<(int Number, ImmutableArray<Pet> Pets)> PairAsync(int number, ImmutableArray<Pet> pets) => new((number, pets));

    public Task<Dictionary<string, Letter?[]>> EchoAsync(Dictionary<string, Letter?[]> letters) => Task.FromResult(letters);

    public Task<IEchoGrain> SelfAsync() => Task.FromResult(this.AsReference<IEchoGrain>());

    public Task<bool> IsMeAsync(IFriendGrain other) => Task.FromResult(this.AsReference<IFriendGrain>().Equals(other));

    public async Task ThrowAsync(string kind)
    {
        await Task.Yield();
        throw kind switch
        {
            "known" => new KnownException("known", 7),
            "unknown" => new UnknownException("private"),
            "inner" => new InvalidOperationException("outer", new UnknownException("inner")),
            _ => new InvalidOperationException(kind),
        };
    }

    public Task ThrowUnheardAsync()
    {
        probe.Note("one way");
        throw new InvalidOperationException("nobody hears this");
    }

    public async Task WaitAsync(string gate, CancellationToken cancellationToken)
    {
        using var cancelled = cancellationToken.Register(() => probe.Note("cancelled"));
        await probe.PassAsync(gate);
    }

    public Task<Kennel> EchoAsync(Kennel kennel) => Task.FromResult(kennel);
}

public sealed class CallTests : IAsyncLifetime
{
    private const int Limit = 30_000;
    private TestHost _host = null!;

    private IEchoGrain Grain => _host.Grain<IEchoGrain>();

    public async Task InitializeAsync() => _host = await TestHost.StartAsync<EchoGrain>();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact(Timeout = Limit)]
    public async Task Neither_side_sees_the_other_change_a_message()
    {
        var sent = new Letter { Text = "hello", Numbers = { 1 }, Enclosed = new Letter { Text = "within" }, Local = "mine" };
        var received = await Grain.EchoAsync(sent);
        Assert.Equal([1], sent.Numbers);
        Assert.Equal([1, 99], received.Numbers);
        Assert.Null(received.Local);
        received.Text = "changed";
        received.Enclosed!.Text = "changed";
        var kept = await Grain.KeptAsync();
        Assert.Equal(("hello", "within"), (kept.Text, kept.Enclosed!.Text));
    }

    [Fact(Timeout = Limit)]
    public async Task An_immutable_message_is_not_copied()
    {
        var frozen = new Frozen([1, 2, 3]);
        Assert.Same(frozen, await Grain.EchoAsync(frozen));
    }

    [Fact(Timeout = Limit)]
    public async Task A_derived_message_stays_derived()
    {
        var sent = new Derived(4, ["a"]);
        var received = Assert.IsType<Derived>(await Grain.EchoAsync(sent));
        Assert.Equal((4, "a"), (received.Number, received.Names.Single()));
        Assert.NotSame(sent.Names, received.Names);
    }

    [Fact(Timeout = Limit)]
    public async Task Plain_types_travel_as_json_inside_collections()
    {
        Pet[] pets = [new("Ada", ["roll", "wait"])];
        var received = await Grain.EchoAsync(pets);
        Assert.NotSame(pets[0], received[0]);
        Assert.Equal(("Ada", "wait", "Rex"), (received[0].Name, received[0].Tricks[1], received[1].Name));
        var (number, array) = await Grain.PairAsync(5, [.. pets]);
        Assert.Equal((5, "Ada"), (number, array.Single().Name));
    }

    [Fact(Timeout = Limit)]
    public async Task A_plain_type_keeps_what_only_json_may_set()
    {
        var kennel = new Kennel();
        kennel.Add(new Pet("Ada", []));
        Assert.Equal("Ada", (await Grain.EchoAsync(kennel)).Pets.Single().Name);
    }

    [Fact(Timeout = Limit)]
    public async Task Nulls_arrays_and_dictionaries_arrive()
    {
        var sent = new Dictionary<string, Letter?[]>(StringComparer.OrdinalIgnoreCase) { ["a"] = [null, new() { Text = "x" }] };
        var received = await Grain.EchoAsync(sent);
        Assert.Equal("x", received["A"][1]!.Text);
        Assert.Null(received["a"][0]);
        Assert.NotSame(sent["a"], received["a"]);
    }

    [Fact(Timeout = Limit)]
    public async Task A_message_that_contains_itself_is_an_error_not_a_crash()
    {
        var letter = new Letter();
        letter.Enclosed = letter;
        await Assert.ThrowsAsync<SerializerException>(() => Grain.EchoAsync(letter));
    }

    [Fact(Timeout = Limit)]
    public async Task References_to_the_same_grain_are_equal_and_can_be_passed_on()
    {
        var self = await Grain.SelfAsync();
        Assert.Equal(Grain, self);
        Assert.Equal(Grain.GetHashCode(), self.GetHashCode());
        Assert.NotEqual(_host.Grain<IEchoGrain>("two"), self);
        Assert.True(await _host.Grain<IFriendGrain>().IsMeAsync(self.AsReference<IFriendGrain>()));
        Assert.False(await _host.Grain<IFriendGrain>("two").IsMeAsync(self.AsReference<IFriendGrain>()));
        Assert.Equal("one", self.GetPrimaryKeyString());
    }

    [Fact(Timeout = Limit)]
    public async Task An_exception_reaches_the_caller_with_its_data()
    {
        var known = await Assert.ThrowsAsync<KnownException>(() => Grain.ThrowAsync("known"));
        Assert.Equal(("known", 7), (known.Message, known.Code));
        var platform = await Assert.ThrowsAsync<InvalidOperationException>(() => Grain.ThrowAsync("platform"));
        Assert.Contains(nameof(EchoGrain.ThrowAsync), platform.StackTrace, StringComparison.Ordinal);
    }

    [Theory(Timeout = Limit)]
    [InlineData("unknown")]
    [InlineData("inner")]
    public async Task An_exception_without_a_serializer_surprises_here_as_it_would_in_orleans(string kind)
    {
        var e = await Assert.ThrowsAsync<CodecNotFoundException>(() => Grain.ThrowAsync(kind));
        Assert.Contains(nameof(UnknownException), e.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Limit)]
    public async Task A_one_way_caller_never_hears_of_the_failure()
    {
        await Grain.ThrowUnheardAsync();
        await _host.Probe.Reached("one way");
    }

    [Fact(Timeout = Limit)]
    public async Task Cancelling_reaches_the_grain_and_frees_the_caller()
    {
        using var source = new CancellationTokenSource();
        var call = Grain.WaitAsync("gate", source.Token);
        await _host.Probe.Reached("gate");
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await _host.Probe.Reached("cancelled");
    }

    [Fact(Timeout = Limit)]
    public async Task A_grain_object_is_not_a_reference()
    {
        var e = await Assert.ThrowsAsync<CodecNotFoundException>(() => _host.Grain<IFriendGrain>().IsMeAsync(new FakeFriend()));
        Assert.Contains("AsReference", e.Message, StringComparison.Ordinal);
    }

    private sealed class FakeFriend : IFriendGrain
    {
        public Task<bool> IsMeAsync(IFriendGrain other) => throw new NotSupportedException();
    }
}
