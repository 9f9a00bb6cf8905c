using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Api;

internal sealed record SignInRequest(string Email, string Password, string? Code = null);

internal sealed record InviteRequest(string Token, string? Passcode = null);

/// <summary>How an invite is to be: with a passcode that the therapist gives the patient by another way, or without.</summary>
internal sealed record IssueInviteRequest(bool Passcode = false);

internal sealed record CreatePatientRequest(string DisplayName);

internal sealed record CreateSessionRequest(DateTimeOffset? ScheduledFor = null, int PlannedMinutes = 50);

internal sealed record ConsentRequest(ConsentKind Kind, ConsentDecision Decision, string TextVersion);

internal sealed record MarkerRequest(long AtMs, string Label, string? CategoryId = null);

internal sealed record NoteRequest(long AtMs, string Text, int BaseRevision, string? Template = null);

internal sealed record SignNoteRequest(int Revision);

internal sealed record AmendmentRequest(string Text);

internal sealed record TemplateRequest(string Name, string Text);

internal sealed record SafetyRequest(string Location, string CallbackNumber, string ContactName, string ContactNumber);

internal sealed record PlanRequest(int Minutes);
