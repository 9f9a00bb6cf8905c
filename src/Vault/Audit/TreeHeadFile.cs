using System.Text;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Audit;

/// <summary>Exported tree heads, one line of JSON each, oldest first. The file lies outside the data.</summary>
public static class TreeHeadFile
{
    /// <summary>The heads of the file; none where there is no file.</summary>
    /// <exception cref="InvalidDataException">A line is no tree head.</exception>
    public static IReadOnlyList<SignedTreeHead> Read(string path) => File.Exists(path)
        ? [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => SignedTreeHead.Parse(line)
            ?? throw new InvalidDataException($"{path} has a line that is no tree head."))]
        : [];

    internal static void Append(string path, SignedTreeHead head)
    {
        using var file = File.Exists(path) ? AppendFile.Continue(path, new FileInfo(path).Length) : AppendFile.Create(path);
        file.Append(Encoding.UTF8.GetBytes(head.ToJson() + "\n"));
        file.Flush();
    }
}
