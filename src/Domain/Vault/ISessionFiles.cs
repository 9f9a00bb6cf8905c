namespace PsyCare.Domain.Vault;

/// <summary>
/// The files of a session. Removing them frees space; what makes every copy unreadable is to destroy their key
/// (<see cref="IDataKeys.DestroyAsync"/>).
/// </summary>
public interface ISessionFiles
{
    /// <summary>Removes the recorded sound and pictures; nothing happens where there are none.</summary>
    Task RemoveRecordingAsync(string sessionId);

    /// <summary>Removes the affect track; nothing happens where there is none.</summary>
    Task RemoveAffectAsync(string sessionId);
}
