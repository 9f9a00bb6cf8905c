using PsyCare.Domain.Vault;
using PsyCare.Vault.Disk;

namespace PsyCare.Vault.Keys;

/// <summary>
/// Names of destroyed keys, one empty file each in <c>erased/</c> of the data folder: a key store that was put back from an older copy
/// destroys them again. Names are only ever added, by any process; the union of two such folders is right.
/// </summary>
internal sealed class ErasedKeys(string dataFolder)
{
    /// <summary>The folder's name.</summary>
    public const string Folder = "erased";

    // A slash cannot stand in a file's name, and a point in no id.
    private const char Separator = '.';

    private readonly string _folder = Path.GetFullPath(Path.Combine(dataFolder, Folder));

    /// <summary>Whether a key store was ever made for this data.</summary>
    public bool Began => Directory.Exists(_folder);

    /// <summary>Says that a key store was made for this data.</summary>
    public void Begin()
    {
        if (!Began)
        {
            OwnerOnly.CreateFolder(_folder);
            Folders.Flush(Path.GetDirectoryName(_folder)!);
        }
    }

    /// <summary>Enters a name; it is on disk when it returns.</summary>
    public void Add(string keyId)
    {
        using (new FileStream(Path.Combine(_folder, keyId.Replace('/', Separator)), OwnerOnly.NewOrExistingFile()))
        {
            Folders.Flush(_folder);
        }
    }

    /// <summary>Whether a name was entered.</summary>
    public bool Contains(string keyId) => File.Exists(Path.Combine(_folder, keyId.Replace('/', Separator)));

    /// <summary>All names entered.</summary>
    public IEnumerable<string> All() => Directory.EnumerateFiles(_folder)
        .Select(path => Path.GetFileName(path).Replace(Separator, '/'))
        .Where(DataKeyId.IsValid);
}
