using Orleans;
using Orleans.Concurrency;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Workspaces;

namespace PsyCare.Contracts.Workspaces;

/// <summary>
/// How a clinician has set up the session room. Key: clinician id. A practice has one as well, under its own id, for the templates that
/// all its clinicians share.
/// </summary>
public interface IWorkspaceGrain : IGrainWithStringKey
{
    /// <summary>Everything but the drafts' key.</summary>
    [ReadOnly]
    Task<WorkspaceSetup> GetAsync();

    /// <summary>Sets the marker categories; those left out are retired.</summary>
    Task SetMarkerCategoriesAsync(IReadOnlyList<MarkerCategory> categories);

    /// <summary>Switches indicators off; all others are on.</summary>
    Task HideIndicatorsAsync(IReadOnlyList<Indicator> hidden);

    /// <summary>Adds a template, last, or changes it.</summary>
    Task PutTemplateAsync(NoteTemplate template);

    /// <summary>Puts the templates in the order of their ids. Refuses with Invalid where one is named twice.</summary>
    Task OrderTemplatesAsync(IReadOnlyList<string> templateIds);

    /// <summary>Removes a template; nothing happens where there is none.</summary>
    Task RemoveTemplateAsync(string templateId);

    /// <summary>The 256-bit key that seals unsaved notes in this clinician's browsers; made on first use.</summary>
    Task<byte[]> GetDraftKeyAsync();
}

/// <summary>A workspace.</summary>
/// <param name="MarkerCategories">As they are offered; retired ones too.</param>
/// <param name="Templates">As they are offered.</param>
/// <param name="HiddenIndicators">What is switched off.</param>
[GenerateSerializer]
[Immutable]
[Alias("psycare.workspace")]
public sealed record WorkspaceSetup(
    [property: Id(0)] IReadOnlyList<MarkerCategory> MarkerCategories,
    [property: Id(1)] IReadOnlyList<NoteTemplate> Templates,
    [property: Id(2)] IReadOnlyList<Indicator> HiddenIndicators);
