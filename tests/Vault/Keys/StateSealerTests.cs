using System.Text;
using PsyCare.Domain.Vault;
using PsyCare.Vault.Keys;

namespace PsyCare.Vault.Tests.Keys;

public sealed class StateSealerTests : IDisposable
{
    private const string Context = "session/abc/state";

    private readonly TemporaryVault _vault = new(inMemory: true);
    private readonly StateSealer _sealer;

    public StateSealerTests() => _sealer = new StateSealer(_vault.Ring, _vault.Keys);

    [Theory]
    [InlineData("", "patient")]
    [InlineData("a note", "patient")]
    [InlineData("a note", "")]
    public void State_comes_back_as_it_was(string note, string patientId) => Assert.Equal(note, Open(Seal(note, patientId)));

    [Fact]
    public async Task State_of_a_patient_dies_with_their_key_and_nobody_elses()
    {
        var (hers, his, theirs) = (Seal("hers", "she"), Seal("his", "he"), Seal("the practice's", ""));

        await _vault.Keys.DestroyAllOfAsync("she");

        Assert.Null(_sealer.Open(Context, hers));
        Assert.Equal("his", Open(his));
        Assert.Equal("the practice's", Open(theirs));
        Assert.Throws<KeyDestroyedException>(() => Seal("more of hers", "she"));
    }

    [Fact]
    public void The_clear_head_names_the_patient_and_nothing_else_shows()
    {
        var box = Encoding.Latin1.GetString(Seal("a note about the patient", "patient-1"));

        Assert.StartsWith("\u0002\u0011patient/patient-1", box, StringComparison.Ordinal);
        Assert.DoesNotContain("note", box, StringComparison.Ordinal);
    }

    [Fact]
    public void State_of_one_patient_made_out_to_be_anothers_does_not_open()
    {
        Seal("anything", "she-2");
        var box = Seal("a note", "she-1");
        box[Encoding.Latin1.GetString(box).IndexOf('1', StringComparison.Ordinal)] = (byte)'2';

        Assert.Throws<SealBrokenException>(() => Open(box));
    }

    [Fact]
    public void State_that_an_earlier_release_sealed_still_opens() =>
        Assert.Equal("a note", Open(_vault.Ring.Seal(StateSealer.Version1Purpose, Context, "a note"u8)));

    [Fact]
    public void State_moved_to_another_grain_does_not_open()
    {
        var box = Seal("a note", "patient");

        Assert.Throws<SealBrokenException>(() => _sealer.Open("session/xyz/state", box));
    }

    [Fact]
    public void State_altered_or_shortened_in_any_byte_does_not_open()
    {
        var box = Seal("a note", "patient");
        for (var i = 0; i < box.Length; i++)
        {
            var altered = box.ToArray();
            altered[i] ^= 1;
            Assert.Throws<SealBrokenException>(() => Open(altered));
            Assert.Throws<SealBrokenException>(() => Open(box[..i]));
        }
    }

    [Fact]
    public void Sealing_the_same_state_twice_never_looks_the_same() => Assert.NotEqual(Seal("a note", "patient"), Seal("a note", "patient"));

    public void Dispose() => _vault.Dispose();

    private byte[] Seal(string note, string patientId) => _sealer.Seal(Context, new Owned(patientId), Encoding.UTF8.GetBytes(note));

    private string Open(byte[] box) => Encoding.UTF8.GetString(_sealer.Open(Context, box)!);

    private sealed record Owned(string PatientId) : IPatientOwned;
}
