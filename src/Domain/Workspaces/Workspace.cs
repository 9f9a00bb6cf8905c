using System.Text.Json.Serialization;
using PsyCare.Domain.Notes;

namespace PsyCare.Domain.Workspaces;

/// <summary>How a clinician has set up the session room, and the templates of a clinician or of a practice. Nothing of a patient.</summary>
public sealed class Workspace
{
    /// <summary>In the order that they are offered; retired ones too.</summary>
    [JsonInclude]
    public IReadOnlyList<MarkerCategory> MarkerCategories { get; private set; } = MarkerCategory.Defaults;

    /// <summary>In the order that they are offered.</summary>
    [JsonInclude]
    public IReadOnlyList<NoteTemplate> Templates { get; private set; } = [];

    /// <summary>What is switched off.</summary>
    [JsonInclude]
    public IReadOnlyList<Indicator> HiddenIndicators { get; private set; } = [];

    /// <summary>Seals unsaved notes in the clinician's browser; handed out only to them. Null until first asked for.</summary>
    [JsonInclude]
    public byte[]? DraftKey { get; private set; }

    /// <summary>
    /// Takes <paramref name="categories"/> as those in use. One that is missing is retired, not forgotten: markers carry it.
    /// </summary>
    public Refusal? SetMarkerCategories(IReadOnlyList<MarkerCategory> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        var inUse = categories.Where(c => !c.Retired).ToList();
        if (categories.Any(c => !c.IsValid) || inUse.Count > MarkerCategory.MaxInUse || HasTwice(categories.Select(c => c.Id))
            || HasTwice(inUse.Select(c => c.Key)))
            return Refusal.Invalid;
        var missing = MarkerCategories.Where(m => categories.All(c => c.Id != m.Id)).Select(m => m with { Retired = true });
        IReadOnlyList<MarkerCategory> all = [.. categories, .. missing];
        if (all.Count > MarkerCategory.MaxAll)
            return Refusal.TooLarge;
        MarkerCategories = all;
        return null;
    }

    /// <summary>Adds a template, last, or changes it where it stands.</summary>
    public Refusal? PutTemplate(NoteTemplate template)
    {
        ArgumentNullException.ThrowIfNull(template);
        if (!template.IsValid)
            return Refusal.Invalid;
        var clean = template with { Text = NoteText.Clean(template.Text) };
        var known = Templates.Any(t => t.Id == template.Id);
        if (!known && Templates.Count >= NoteTemplate.MaxPerOwner)
            return Refusal.TooLarge;
        Templates = known ? [.. Templates.Select(t => t.Id == clean.Id ? clean : t)] : [.. Templates, clean];
        return null;
    }

    /// <summary>Puts the templates in the order of their ids. One that is not named, added meanwhile perhaps, stays behind them.</summary>
    public Refusal? OrderTemplates(IReadOnlyList<string> templateIds)
    {
        ArgumentNullException.ThrowIfNull(templateIds);
        if (templateIds.Count > NoteTemplate.MaxPerOwner || !templateIds.All(Ids.IsValid) || HasTwice(templateIds))
            return Refusal.Invalid;
        var places = templateIds.Index().ToDictionary(t => t.Item, t => t.Index);
        Templates = [.. Templates.OrderBy(t => places.GetValueOrDefault(t.Id, int.MaxValue))];
        return null;
    }

    /// <summary>Removes a template; nothing happens where there is none. Notes begun from it stay as they are.</summary>
    public void RemoveTemplate(string templateId) => Templates = [.. Templates.Where(t => t.Id != templateId)];

    /// <summary>Switches indicators off; those not named are on.</summary>
    public Refusal? HideIndicators(IReadOnlyList<Indicator> hidden)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        if (hidden.Any(i => !Enum.IsDefined(i)))
            return Refusal.Invalid;
        HiddenIndicators = [.. hidden.Distinct().Order()];
        return null;
    }

    /// <summary>Sets the drafts' key, once.</summary>
    public void KeepDraftKey(byte[] key) => DraftKey ??= key;

    private static bool HasTwice(IEnumerable<string> values) => values.GroupBy(v => v).Any(g => g.Count() > 1);
}
