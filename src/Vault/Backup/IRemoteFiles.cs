namespace PsyCare.Vault.Backup;

/// <summary>Sealed files that do not lie in the data folder, for a backup and back from it.</summary>
public interface IRemoteFiles
{
    /// <summary>The names of all of them, as in <see cref="Stores.ISealedStore"/>.</summary>
    /// <exception cref="IOException">The store refuses.</exception>
    ValueTask<IReadOnlyList<string>> ListAllAsync();

    /// <summary>Copies a file as it is now; one that grows is the prefix that it is at this moment.</summary>
    /// <returns>False where it was erased meanwhile; a part of it may have been written.</returns>
    /// <exception cref="IOException">The store refuses.</exception>
    Task<bool> TryCopyAsync(string name, Stream target);

    /// <summary>Puts a file in place.</summary>
    /// <exception cref="IOException">There is one of this name, or the store refuses.</exception>
    Task PutAsync(string name, string path);
}
