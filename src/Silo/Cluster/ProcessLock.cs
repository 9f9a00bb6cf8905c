using PsyCare.Silo.Audit;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Https;

namespace PsyCare.Silo.Cluster;

/// <summary>
/// Says to commands that this process runs, by a lock on a file of its own in the shared data folder. The lock goes with the process, however it ends; the
/// folder's file system must have locks, as the key store's must.
/// </summary>
/// <param name="folder">The process's own folder.</param>
internal sealed class ProcessLock(string folder) : IHostedService, IDisposable
{
    private const string FileName = "in-use.lock";

    private FileStream? _file;

    /// <summary>Refuses what may be done only while no process of the cluster runs.</summary>
    /// <exception cref="SiloOptionsException">One does; the message names it.</exception>
    public static void RefuseWhileRunning(string dataFolder)
    {
        var locks = new[] { AuditLogs.Gateways, AuditLogs.Silos }.Select(kind => Path.Combine(dataFolder, kind)).Where(Directory.Exists)
            .SelectMany(kind => Directory.EnumerateFiles(kind, FileName, SearchOption.AllDirectories));
        if (locks.FirstOrDefault(IsHeld) is { } held)
            throw new SiloOptionsException($"{Path.GetRelativePath(dataFolder, Path.GetDirectoryName(held)!)} runs: stop all silos and gateways first.");
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        OwnerOnlyFile.CreateFolder(folder);
        try
        {
            _file = Take(Path.Combine(folder, FileName));
        }
        catch (IOException e)
        {
            throw new SiloOptionsException($"Another process has the address and port of this one, and uses {folder}.", e);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static FileStream Take(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static bool IsHeld(string path)
    {
        try
        {
            Take(path).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }
}
