namespace PsyCare.Vault.Tests;

/// <summary>What is read from a disk is there when the call returns: nothing waits.</summary>
internal static class OnDisk
{
    public static T Now<T>(this ValueTask<T> reading)
    {
        Assert.True(reading.IsCompleted, "Reading from the disk should not wait.");
        return reading.GetAwaiter().GetResult();
    }
}
