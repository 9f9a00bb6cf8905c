using PsyCare.Domain.Sessions;

namespace PsyCare.Gateway.Api;

internal sealed record SignInRequest(string Email, string Password);

internal sealed record InviteRequest(string Token);

internal sealed record CreatePatientRequest(string DisplayName);

internal sealed record CreateSessionRequest(DateTimeOffset? ScheduledFor = null);

internal sealed record ConsentRequest(ConsentKind Kind, ConsentDecision Decision, string TextVersion);

internal sealed record MarkerRequest(long AtMs, string Label);

internal sealed record NoteRequest(long AtMs, string Text, int BaseRevision);
