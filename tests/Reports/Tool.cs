using System.Diagnostics;

namespace PsyCare.Reports.Tests;

/// <summary>Programs of others that read what we wrote.</summary>
internal static class Tool
{
    /// <summary>Runs a program on a file with these bytes and gives what it printed; it must succeed.</summary>
    public static string Run(byte[] file, string program, Func<string, string[]> arguments)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            using var process = Process.Start(new ProcessStartInfo(program, arguments(path)) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {output}");
            return output;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
