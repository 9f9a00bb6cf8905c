using PsyCare.Silo.Configuration;

namespace PsyCare.Silo.Hosting;

/// <summary>
/// Holds the data folder for this process: two processes would each run their own activation of the same grain. The lock goes with the
/// process, however it ends.
/// </summary>
internal sealed class DataFolderLock(SiloOptions options) : IHostedService, IDisposable
{
    private const string FileName = "in-use.lock";

    private FileStream? _file;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _file = new FileStream(Path.Combine(options.DataFolder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new SiloOptionsException($"Another PsyCare process uses {options.DataFolder}: stop it, or give this one its own --data.", e);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _file?.Dispose();
}
