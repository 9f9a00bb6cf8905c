namespace PsyCare.Fuzz;

/// <summary>What has to hold whatever the input.</summary>
internal static class Check
{
    internal static void That(bool holds, string invariant)
    {
        if (!holds)
        {
            throw new InvalidOperationException("Does not hold: " + invariant);
        }
    }
}
