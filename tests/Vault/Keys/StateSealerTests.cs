using System.Text;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Keys;

public sealed class StateSealerTests : IDisposable
{
    private const string Context = "session/abc/state";

    private readonly KeyRing _ring = new(new PracticeKey(new byte[PracticeKey.IdSize], new byte[DataKey.Size]));
    private readonly StateSealer _sealer;

    public StateSealerTests() => _sealer = new StateSealer(_ring);

    [Theory]
    [InlineData("")]
    [InlineData("a note")]
    public void State_comes_back_as_it_was(string note)
    {
        var sealedState = _sealer.Seal(Context, Encoding.UTF8.GetBytes(note));

        Assert.Equal(note.Length + StateSealer.Overhead, sealedState.Length);
        Assert.Equal(note, Encoding.UTF8.GetString(_sealer.Open(Context, sealedState)));
    }

    [Fact]
    public void State_moved_to_another_grain_does_not_open() =>
        Assert.Throws<SealBrokenException>(() => _sealer.Open("session/xyz/state", _sealer.Seal(Context, "a note"u8)));

    [Fact]
    public void State_altered_or_shortened_in_any_byte_does_not_open()
    {
        var sealedState = _sealer.Seal(Context, "a note"u8);
        for (var i = 0; i < sealedState.Length; i++)
        {
            var altered = sealedState.ToArray();
            altered[i] ^= 1;
            Assert.Throws<SealBrokenException>(() => _sealer.Open(Context, altered));
            Assert.Throws<SealBrokenException>(() => _sealer.Open(Context, sealedState.AsSpan(0, i)));
        }
    }

    [Fact]
    public void Sealing_the_same_state_twice_never_looks_the_same() =>
        Assert.NotEqual(_sealer.Seal(Context, "a note"u8), _sealer.Seal(Context, "a note"u8));

    public void Dispose() => _ring.Dispose();
}
