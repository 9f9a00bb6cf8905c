using System.Security.Cryptography;
using Orleans;
using Orleans.Runtime;
using PsyCare.Contracts;
using PsyCare.Contracts.Workspaces;
using PsyCare.Domain.Notes;
using PsyCare.Domain.Workspaces;

namespace PsyCare.Grains.Workspaces;

/// <summary>Wraps the rules of <see cref="Workspace"/> with storage.</summary>
public sealed class WorkspaceGrain([PersistentState("workspace", StreamNames.Storage)] IPersistentState<Workspace> workspace)
    : Grain, IWorkspaceGrain
{
    private const int DraftKeyBytes = 32;

    /// <inheritdoc/>
    public Task<WorkspaceSetup> GetAsync() => Task.FromResult(
        new WorkspaceSetup(workspace.State.MarkerCategories, workspace.State.Templates, workspace.State.HiddenIndicators));

    /// <inheritdoc/>
    public Task SetMarkerCategoriesAsync(IReadOnlyList<MarkerCategory> categories) =>
        ChangeAsync(w => w.SetMarkerCategories(categories));

    /// <inheritdoc/>
    public Task HideIndicatorsAsync(IReadOnlyList<Indicator> hidden) => ChangeAsync(w => w.HideIndicators(hidden));

    /// <inheritdoc/>
    public Task PutTemplateAsync(NoteTemplate template) => ChangeAsync(w => w.PutTemplate(template));

    /// <inheritdoc/>
    public Task OrderTemplatesAsync(IReadOnlyList<string> templateIds) => ChangeAsync(w => w.OrderTemplates(templateIds));

    /// <inheritdoc/>
    public Task RemoveTemplateAsync(string templateId) => ChangeAsync(w =>
    {
        w.RemoveTemplate(templateId);
        return null;
    });

    /// <inheritdoc/>
    public async Task<byte[]> GetDraftKeyAsync()
    {
        if (workspace.State.DraftKey is null)
        {
            workspace.State.KeepDraftKey(RandomNumberGenerator.GetBytes(DraftKeyBytes));
            await workspace.SaveAsync();
        }

        return workspace.State.DraftKey!;
    }

    private Task ChangeAsync(Func<Workspace, Domain.Refusal?> change)
    {
        RefusedException.ThrowIf(change(workspace.State));
        return workspace.SaveAsync();
    }
}
