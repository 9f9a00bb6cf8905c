namespace PsyCare.Vault.Disk;

/// <summary>A file that only grows: the seam where tests inject a failing disk.</summary>
internal interface IAppendFile : IDisposable
{
    /// <summary>Appends; may leave a part when it throws.</summary>
    void Append(ReadOnlySpan<byte> bytes);

    /// <summary>Returns once everything appended, and the file's own entry in its folder, survive a power cut.</summary>
    void Flush();

    /// <summary>Takes back what was appended since the last flush that succeeded, as after a write that the disk refused.</summary>
    void CutBack();
}
