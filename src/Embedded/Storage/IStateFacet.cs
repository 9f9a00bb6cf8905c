namespace PsyCare.Embedded.Storage;

/// <summary>Injected state, as the activation sees it.</summary>
internal interface IStateFacet
{
    Task ReadStateAsync();
}
