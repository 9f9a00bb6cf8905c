using PsyCare.Domain.Practices;

namespace PsyCare.Domain.Tests;

public sealed class SecondFactorTests
{
    private readonly SecondFactor _factor = new();

    [Fact]
    public void It_is_on_once_the_app_has_shown_that_it_has_the_secret()
    {
        Assert.Null(_factor.Begin());
        Assert.False(_factor.Enabled);
        Assert.Equal(Refusal.WrongCode, _factor.Confirm(step: null, out _));
        Assert.Null(_factor.Confirm(step: 100, out var codes));
        Assert.True(_factor.Enabled);
        Assert.Equal(10, codes.Distinct().Count());
        Assert.All(codes, c => Assert.Matches("^[a-z2-9]{4}(-[a-z2-9]{4}){3}$", c));
    }

    [Fact]
    public void It_cannot_be_replaced_or_confirmed_without_being_removed_or_begun()
    {
        Assert.Equal(Refusal.WrongPhase, _factor.Confirm(100, out _));
        TurnOn();
        Assert.Equal(Refusal.WrongPhase, _factor.Begin());
        Assert.Equal(Refusal.WrongPhase, _factor.Confirm(101, out _));
        _factor.Remove();
        Assert.Null(_factor.Begin());
    }

    [Fact]
    public void A_time_step_counts_once_and_an_older_one_no_longer()
    {
        TurnOn(step: 100);
        Assert.False(_factor.UseStep(100));
        Assert.True(_factor.UseStep(102));
        Assert.False(_factor.UseStep(102));
        Assert.False(_factor.UseStep(101));
        Assert.True(_factor.UseStep(103));
    }

    [Fact]
    public void A_recovery_code_counts_once_however_it_is_typed()
    {
        var codes = TurnOn();
        Assert.True(_factor.UseRecoveryCode(codes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.False(_factor.UseRecoveryCode(codes[3]));
        Assert.True(_factor.UseRecoveryCode(codes[4]));
        Assert.False(_factor.UseRecoveryCode(""));
        Assert.Equal(8, _factor.RecoveryHashes.Count);
    }

    [Fact]
    public void Removed_it_forgets_everything()
    {
        var codes = TurnOn();
        _factor.Remove();
        Assert.False(_factor.UseRecoveryCode(codes[0]));
        Assert.False(_factor.UseStep(999));
        Assert.Null(_factor.Secret);
    }

    private IReadOnlyList<string> TurnOn(long step = 1)
    {
        _factor.Begin();
        Assert.Null(_factor.Confirm(step, out var codes));
        return codes;
    }
}
