using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault;

/// <summary>Removes a session's sealed files from the data folder.</summary>
/// <param name="dataFolder">The data folder.</param>
public sealed class SessionFiles(string dataFolder) : ISessionFiles
{
    private readonly VaultPaths _paths = new(dataFolder);

    /// <inheritdoc />
    public Task RemoveRecordingAsync(string sessionId) => Task.Run(() => Folders.Remove(_paths.Session(sessionId)));

    /// <inheritdoc />
    public Task RemoveAffectAsync(string sessionId) => Task.Run(() => Folders.RemoveFile(_paths.Affect(sessionId)));
}
