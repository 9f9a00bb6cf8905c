using System.Text.Json.Serialization;

namespace PsyCare.Domain.Notes;

/// <summary>A note to begin from, made by a clinician or for a whole practice. (SOAP, DAP and BIRP come with the client, in its languages.)</summary>
/// <param name="Id">Made by the client.</param>
/// <param name="Name">As the list shows it.</param>
/// <param name="Text">Markdown.</param>
public sealed record NoteTemplate(string Id, string Name, string Text)
{
    /// <summary>Longest text, characters.</summary>
    public const int MaxTextLength = 8 * 1024;

    /// <summary>Most templates of one owner.</summary>
    public const int MaxPerOwner = 50;

    /// <summary>Whether it can be kept.</summary>
    [JsonIgnore]
    public bool IsValid => Ids.IsValid(Id) && Practices.Names.IsValid(Name) && Text.Length is > 0 and <= MaxTextLength;
}
