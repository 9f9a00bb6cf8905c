using Azure;

namespace PsyCare.Vault.Azure;

/// <summary>To callers a blob store that refuses is a disk that refuses.</summary>
internal static class BlobFailures
{
    private const int NotFound = 404;

    public static async Task<T> AsIoAsync<T>(Func<Task<T>> request)
    {
        try
        {
            return await request().ConfigureAwait(false);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw ToIo(e);
        }
    }

    /// <summary>Null where there is no such blob, or no container for it.</summary>
    public static async Task<T?> NullIfAbsentAsync<T>(Func<Task<Response<T>>> request)
        where T : class
    {
        try
        {
            return (await request().ConfigureAwait(false)).Value;
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return null;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            throw ToIo(e);
        }
    }

    // The SDK's own message is pages long and holds the blob's address; after its last try it throws all of them as one.
    private static IOException ToIo(Exception e) => e switch
    {
        RequestFailedException { Status: NotFound } => new FileNotFoundException("The blob is gone.", e),
        RequestFailedException failed => new IOException($"The blob store refused: {failed.Status} {failed.ErrorCode}", e),
        AggregateException { InnerExceptions: [.., RequestFailedException last] } =>
            new IOException($"The blob store refused every try: {last.Status} {last.ErrorCode}", e),
        _ => new IOException("The blob store cannot be reached.", e),
    };
}
