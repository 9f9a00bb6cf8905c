namespace PsyCare.Domain.Rights;

/// <summary>Why a therapist keeps what a patient has asked to be erased, and until when: what the patient reads (GDPR, article 12(4)).</summary>
/// <param name="At">When.</param>
/// <param name="MemberId">Who.</param>
/// <param name="Text">In their words.</param>
public sealed record ErasureAnswer(DateTimeOffset At, string MemberId, string Text)
{
    /// <summary>Longest text, characters.</summary>
    public const int MaxTextLength = 1000;
}

/// <summary>A patient's wish that everything be erased, and what became of it.</summary>
/// <param name="AskedAt">When.</param>
/// <param name="Answer">What the therapist answered; null where they have not yet.</param>
public sealed record ErasureRequest(DateTimeOffset AskedAt, ErasureAnswer? Answer);
