using PsyCare.Vault.Stores;

namespace PsyCare.Vault.Tests.Stores;

/// <summary>The contract on the disk.</summary>
public sealed class DiskStoreTests : SealedStoreContract
{
    private readonly DiskStore _store;

    public DiskStoreTests() => _store = new DiskStore(Root);

    protected override ISealedStore Store => _store;

    protected override void Dispose(bool disposing)
    {
        _store.Dispose();
        base.Dispose(disposing);
    }
}
