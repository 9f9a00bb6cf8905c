using PsyCare.Domain.Media;

namespace PsyCare.Gateway.Hubs;

/// <summary>Names of the hub's groups: one per session and role, so that what is clinical cannot reach a patient's connection.</summary>
internal static class SessionGroups
{
    public static string Of(string sessionId, ParticipantRole role) => $"{sessionId}/{role}";
}
