using PsyCare.Silo.Https;

namespace PsyCare.Silo.Demo;

/// <summary>The demo accounts' sign-ins after the first start: two lines each, e-mail address and password, the therapist's first. Owner-only.</summary>
/// <param name="path">Beside the keys.</param>
internal sealed class DemoSignInFile(string path)
{
    public IReadOnlyList<DemoAccount> Read() => File.Exists(path)
        ? [.. File.ReadAllLines(path).Chunk(2).Where(pair => pair.Length == 2).Select(pair => new DemoAccount(pair[0], pair[1]))]
        : [];

    /// <summary>Adds an account; one with the same address, left by an interrupted start, is replaced.</summary>
    public void Keep(DemoAccount account)
    {
        var accounts = Read().Where(a => a.Email != account.Email).Append(account);
        OwnerOnlyFile.Write(path, string.Concat(accounts.Select(a => $"{a.Email}{Environment.NewLine}{a.Password}{Environment.NewLine}")));
    }
}
