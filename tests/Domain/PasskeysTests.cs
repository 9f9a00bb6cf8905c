using System.Text.Json;
using PsyCare.Domain.Practices;

namespace PsyCare.Domain.Tests;

public sealed class PasskeysTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
    private readonly Passkeys _passkeys = new();

    [Fact]
    public void One_is_added_renamed_found_and_removed()
    {
        Assert.Null(_passkeys.Add(New(1, " Laptop ")));
        Assert.Equal("Laptop", _passkeys.Find([1, 1])!.Name);
        Assert.Null(_passkeys.Rename("k1", "The old laptop"));
        Assert.Equal("The old laptop", _passkeys.All[0].Name);
        Assert.Equal(Refusal.NotFound, _passkeys.Rename("k2", "x"));
        _passkeys.Remove("k1");
        _passkeys.Remove("k1");
        Assert.Empty(_passkeys.All);
        Assert.False(_passkeys.Use([1, 1], 9, Now));
    }

    [Fact]
    public void A_name_that_is_none_the_same_one_twice_and_too_many_are_refused()
    {
        Assert.Equal(Refusal.Invalid, _passkeys.Add(New(1, " ")));
        Assert.Equal(Refusal.Invalid, _passkeys.Add(New(1, "a\nb")));
        Assert.Equal(Refusal.Invalid, _passkeys.Add(New(1, new string('a', Passkeys.MaxNameLength + 1))));
        Assert.Null(_passkeys.Add(New(1)));
        Assert.Equal(Refusal.AlreadyExists, _passkeys.Add(New(1)));
        for (var i = 2; i <= Passkeys.Max; i++)
            Assert.Null(_passkeys.Add(New((byte)i)));
        Assert.Equal(Refusal.Invalid, _passkeys.Add(New(99)));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 7, true)]
    [InlineData(7, 8, true)]
    [InlineData(7, 7, false)]
    [InlineData(7, 6, false)]
    [InlineData(7, 0, false)]
    public void A_counter_that_does_not_grow_tells_of_a_copy(uint before, uint shown, bool counts)
    {
        _passkeys.Add(New(1) with { SignCount = before });
        Assert.Equal(counts, _passkeys.Use([1, 1], shown, Now));
        Assert.Equal(counts ? Now : null, _passkeys.All[0].LastUsedAt);
        Assert.Equal(counts ? shown : before, _passkeys.All[0].SignCount);
    }

    [Fact]
    public void They_are_stored_as_they_are()
    {
        _passkeys.Add(New(1));
        _passkeys.Use([1, 1], 3, Now);
        var read = JsonSerializer.Deserialize<Passkeys>(JsonSerializer.Serialize(_passkeys))!;
        var (was, now) = (_passkeys.All[0], Assert.Single(read.All));
        Assert.Equal(was with { CredentialId = now.CredentialId, PublicKey = now.PublicKey }, now);
        Assert.Equal(was.CredentialId, now.CredentialId);
        Assert.Equal(was.PublicKey, now.PublicKey);
    }

    private static Passkey New(byte number, string name = "Phone") =>
        new($"k{number}", [number, number], [4, number], SignCount: 0, BackupEligible: true, BackedUp: false, name, Now);
}
