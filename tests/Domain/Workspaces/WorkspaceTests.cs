using PsyCare.Domain.Notes;
using PsyCare.Domain.Workspaces;

namespace PsyCare.Domain.Tests.Workspaces;

public sealed class WorkspaceTests
{
    private readonly Workspace _workspace = new();

    [Fact]
    public void Everybody_begins_with_four_categories_that_have_a_key_each()
    {
        Assert.Equal(["insight", "avoidance", "rupture", "risk"], _workspace.MarkerCategories.Select(c => c.Id));
        Assert.Null(_workspace.SetMarkerCategories(MarkerCategory.Defaults));
    }

    [Fact]
    public void A_category_that_is_taken_away_is_retired_since_markers_carry_it()
    {
        Assert.Null(_workspace.SetMarkerCategories([new("mine", "Dream", MarkerColor.Sky, "d")]));
        Assert.Equal("mine", Assert.Single(_workspace.MarkerCategories, c => !c.Retired).Id);
        Assert.Equal(5, _workspace.MarkerCategories.Count);
    }

    [Theory]
    [InlineData("x", "Label", "m")]
    [InlineData("x", "Label", "h")]
    [InlineData("x", "Label", "ab")]
    [InlineData("x", "Label", "M")]
    [InlineData("x", "", "1")]
    [InlineData("not an id", "Label", "1")]
    public void A_category_needs_a_name_and_a_key_of_its_own(string id, string label, string key) =>
        Assert.Equal(Refusal.Invalid, _workspace.SetMarkerCategories([new(id, label, MarkerColor.Blue, key)]));

    [Fact]
    public void Two_categories_in_use_cannot_share_a_key() => Assert.Equal(
        Refusal.Invalid, _workspace.SetMarkerCategories([new("a", "A", MarkerColor.Blue, "1"), new("b", "B", MarkerColor.Blue, "1")]));

    [Fact]
    public void Templates_are_kept_in_their_order_changed_moved_and_removed()
    {
        Assert.Null(_workspace.PutTemplate(new("b", "Intake", "### Reason")));
        Assert.Null(_workspace.PutTemplate(new("a", "EMDR", "### Target")));
        Assert.Null(_workspace.PutTemplate(new("b", "First session", "### Reason\n")));
        Assert.Equal(["First session", "EMDR"], _workspace.Templates.Select(t => t.Name));
        Assert.Null(_workspace.PutTemplate(new("c", "End of care", "### Why")));
        // One that was removed meanwhile, and one that the mover does not know yet.
        Assert.Null(_workspace.OrderTemplates(["a", "gone", "b"]));
        Assert.Equal(["EMDR", "First session", "End of care"], _workspace.Templates.Select(t => t.Name));
        Assert.Equal(Refusal.Invalid, _workspace.OrderTemplates(["a", "a"]));
        _workspace.RemoveTemplate("c");
        Assert.Equal(Refusal.Invalid, _workspace.PutTemplate(new NoteTemplate("c", "", "x")));
        _workspace.RemoveTemplate("a");
        Assert.Single(_workspace.Templates);
    }
}
