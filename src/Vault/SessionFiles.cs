using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;
using PsyCare.Vault.Stores;

namespace PsyCare.Vault;

/// <summary>Removes a session's sealed files.</summary>
/// <param name="store">Where they rest.</param>
public sealed class SessionFiles(ISealedStore store) : ISessionFiles
{
    /// <summary>The folders of a store that hold them.</summary>
    public static IReadOnlyList<string> Folders { get; } = [VaultPaths.RecordingsFolder, VaultPaths.AffectFolder];

    // Off the caller's thread: a grain's turn must not wait for a disk.

    /// <inheritdoc />
    public Task RemoveRecordingAsync(string sessionId) => Task.Run(() => store.RemoveFolderAsync(VaultPaths.Session(sessionId)).AsTask());

    /// <inheritdoc />
    public Task RemoveAffectAsync(string sessionId) => Task.Run(() => store.RemoveAsync(VaultPaths.Affect(sessionId)).AsTask());
}
