using System.Diagnostics;
using System.Globalization;
using PsyCare.Vault.Keys;
using PsyCare.Vault.Sealing;

namespace PsyCare.Benchmarks;

/// <summary>The product's own seal against OpenSSL's, both AES-256-GCM on one thread, in this very run.</summary>
internal static class SealingBenchmark
{
    private const int ChunkBytes = 64 * 1024;
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(3);

    public static (double GigabytesPerSecond, long BytesAllocated) GigabytesPerSecond()
    {
        using var dataKey = new DataKey(new byte[DataKey.Size]);
        var (_, seal) = FileHeader.Create(new FileIdentity(SealedKind.Media, "recording/bench", "bench", 0), dataKey, []);
        using (seal)
        {
            var plaintext = new byte[ChunkBytes];
            var chunk = new byte[ChunkBytes + FileSeal.Overhead];
            Seal(seal, plaintext, chunk, TimeSpan.FromSeconds(1), 0);
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var (chunks, seconds) = Seal(seal, plaintext, chunk, Measured, 1 << 30);
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            return (chunks * (double)ChunkBytes / seconds / 1e9, allocated / chunks);
        }
    }

    /// <summary>Null where there is no <c>openssl</c> to run.</summary>
    public static double? OpenSslGigabytesPerSecond()
    {
        var start = new ProcessStartInfo("openssl", ["speed", "-seconds", "3", "-bytes", "65536", "-evp", "aes-256-gcm"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            // "AES-256-GCM    3141592.65k": thousands of bytes a second.
            var words = output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return words is [.., var last] && last.EndsWith('k') ? double.Parse(last[..^1], CultureInfo.InvariantCulture) / 1e6 : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static (int Chunks, double Seconds) Seal(FileSeal seal, byte[] plaintext, byte[] chunk, TimeSpan during, uint counter)
    {
        var chunks = 0;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < during)
        {
            var header = new ChunkHeader(counter + (uint)chunks, plaintext.Length, (ulong)chunks + 1, new ChunkInfo(chunks, 1, ChunkFlags.Video));
            seal.Seal(header, plaintext, chunk);
            chunks++;
        }

        return (chunks, watch.Elapsed.TotalSeconds);
    }
}
