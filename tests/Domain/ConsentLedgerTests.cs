using PsyCare.Domain.Sessions;

namespace PsyCare.Domain.Tests;

public sealed class ConsentLedgerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_in_force_before_the_patient_decides() => Assert.Null(new ConsentLedger().InForce(ConsentKind.Recording));

    [Fact]
    public void The_last_decision_of_a_kind_is_in_force_and_all_are_kept()
    {
        var ledger = new ConsentLedger();
        Decide(ledger, ConsentKind.Recording, ConsentDecision.Granted);
        Decide(ledger, ConsentKind.EmotionAnalysis, ConsentDecision.Granted);
        Decide(ledger, ConsentKind.Recording, ConsentDecision.Paused);
        Decide(ledger, ConsentKind.Recording, ConsentDecision.Granted);
        Decide(ledger, ConsentKind.Recording, ConsentDecision.Withdrawn);

        Assert.Equal(ConsentDecision.Withdrawn, ledger.InForce(ConsentKind.Recording));
        Assert.Equal(ConsentDecision.Granted, ledger.InForce(ConsentKind.EmotionAnalysis));
        Assert.Equal(5, ledger.Entries.Count);
    }

    [Fact]
    public void What_was_never_granted_cannot_be_paused() =>
        Assert.Equal(Refusal.WrongPhase, Decide(new ConsentLedger(), ConsentKind.Recording, ConsentDecision.Paused));

    [Fact]
    public void A_full_ledger_still_lets_the_patient_withdraw()
    {
        var ledger = new ConsentLedger();
        while (Decide(ledger, ConsentKind.Recording, ConsentDecision.Granted) is null && ledger.Entries.Count < ConsentLedger.MaxEntries)
            Decide(ledger, ConsentKind.Recording, ConsentDecision.Withdrawn);
        Assert.Equal(Refusal.TooLarge, Decide(ledger, ConsentKind.EmotionAnalysis, ConsentDecision.Granted));

        Assert.Null(Decide(ledger, ConsentKind.Recording, ConsentDecision.Withdrawn));
        Assert.Equal(ConsentDecision.Withdrawn, ledger.InForce(ConsentKind.Recording));
    }

    [Theory]
    [InlineData((ConsentKind)99, ConsentDecision.Granted, "v1")]
    [InlineData(ConsentKind.Call, (ConsentDecision)99, "v1")]
    [InlineData(ConsentKind.Call, ConsentDecision.Granted, "")]
    public void Unknown_values_are_refused(ConsentKind kind, ConsentDecision decision, string textVersion) =>
        Assert.Equal(Refusal.Invalid, new ConsentLedger().Decide(new(kind, decision, Now, textVersion)));

    private static Refusal? Decide(ConsentLedger ledger, ConsentKind kind, ConsentDecision decision) =>
        ledger.Decide(new(kind, decision, Now, "v1"));
}
