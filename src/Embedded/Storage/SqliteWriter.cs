using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace PsyCare.Embedded.Storage;

/// <summary>
/// The one connection to the database file and the one thread that uses it. SQLite blocks, so nothing else waits for it: work is
/// queued, and everything that has gathered meanwhile is done in one transaction. One fsync then serves many writers.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaxBatch = 256;

    private readonly BlockingCollection<Work> _queue = [];
    private readonly SqliteConnection _connection;
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _disposed;

    /// <summary>Opens the file and brings its schema up to date.</summary>
    public SqliteWriter(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            _connection.Open();
            SqliteSchema.Prepare(_connection);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }

        new Thread(Run) { IsBackground = true, Name = "grain storage" }.Start();
    }

    /// <summary>Runs <paramref name="action"/> on the connection; the task ends when its transaction is on disk.</summary>
    public Task<T> RunAsync<T>(Func<SqliteConnection, T> action)
    {
        var work = new Work<T>(action);
        try
        {
            _queue.Add(work);
        }
        catch (InvalidOperationException)
        {
            return Task.FromException<T>(new ObjectDisposedException(nameof(SqliteWriter)));
        }

        return work.Task;
    }

    /// <summary>Does what is queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) _queue.CompleteAdding();
        await _finished.Task.ConfigureAwait(false);
    }

    private void Run()
    {
        var batch = new List<Work>(MaxBatch);
        foreach (var first in _queue.GetConsumingEnumerable())
        {
            batch.Add(first);
            while (batch.Count < MaxBatch && _queue.TryTake(out var next)) batch.Add(next);
            RunBatch(batch);
            batch.Clear();
        }

        _connection.Dispose();
        _queue.Dispose();
        _finished.SetResult();
    }

    private void RunBatch(List<Work> batch)
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            foreach (var work in batch) work.Run(_connection);
            transaction.Commit();
        }
#pragma warning disable CA1031 // Whatever goes wrong belongs to those who wait; the thread must go on.
        catch (Exception e)
#pragma warning restore CA1031
        {
            // The transaction is gone as a whole, so nobody's write happened.
            foreach (var work in batch) work.Fail(e);
            return;
        }

        foreach (var work in batch) work.Succeed();
    }

    private abstract class Work
    {
        public abstract void Run(SqliteConnection connection);

        public abstract void Succeed();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<SqliteConnection, T> action) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T _result = default!;

        public Task<T> Task => _done.Task;

        public override void Run(SqliteConnection connection) => _result = action(connection);

        public override void Succeed() => _done.SetResult(_result);

        public override void Fail(Exception exception) => _done.SetException(exception);
    }
}
