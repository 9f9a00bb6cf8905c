using Microsoft.Playwright;
using PsyCare.Contracts.Notes;
using PsyCare.Domain.Notes;
using PsyCare.EndToEnd.Tests.Prepared;
using PsyCare.Silo.Demo;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>What the practice shares and keeps: its templates, its audit log; and what a therapist keeps for themselves.</summary>
public sealed class PracticePagesTests(PreparedPractice practice) : IClassFixture<PreparedPractice>
{
    [Fact]
    public async Task Templates_of_the_practice_reach_the_room_and_the_log_is_read_and_verified()
    {
        var (patientId, sessionId) = await practice.NewRecordedSessionAsync("Paolo Riva", TimeSpan.FromSeconds(10));
        var administrator = await practice.NewMemberAsync(DemoMember.Administrator);
        var therapist = (await practice.NewTherapistAsync()).Page;
        await therapist.GotoAsync($"{practice.Address}/sessions/{sessionId}");
        await Expect(therapist.GetByTestId("note-templates")).ToBeVisibleAsync();

        await MakeTemplatesAsync(administrator);
        // The room was open all the while.
        await therapist.GetByTestId("note-templates").ClickAsync();
        await therapist.GetByRole(AriaRole.Menuitem, new() { Name = "Risk assessment" }).ClickAsync();
        await Expect(therapist.GetByText("Protective factors")).ToBeVisibleAsync();

        await FindProcessNotesAsync(therapist, patientId, sessionId);
        await ReadTheLogAsync(administrator, patientId);
    }

    private async Task MakeTemplatesAsync(IPage page)
    {
        await page.GotoAsync($"{practice.Address}/practice/templates");
        await AddAsync(page, "First session", "soap", "");
        await AddAsync(page, "Risk assessment", "empty", "Protective factors");
        await page.GetByTestId("practice-template").Nth(1).GetByTestId("template-up").ClickAsync();
        await Expect(page.GetByTestId("practice-template").First).ToHaveAttributeAsync("data-name", "Risk assessment");
        await Pictures.OfAsync(page, "practice-templates");
        await page.ReloadAsync();
        await Expect(page.GetByTestId("practice-template").First).ToHaveAttributeAsync("data-name", "Risk assessment");
    }

    private static async Task AddAsync(IPage page, string name, string from, string text)
    {
        await page.GetByTestId("template-new").ClickAsync();
        await page.GetByTestId($"template-new-{from}").ClickAsync();
        await page.GetByTestId("template-name").FillAsync(name);
        if (text.Length > 0)
        {
            await page.GetByTestId("template-text").ClickAsync();
            await page.Keyboard.TypeAsync(text);
        }

        await page.GetByTestId("template-save").ClickAsync();
        await Expect(page.Locator($"[data-testid=practice-template][data-name='{name}']")).ToBeVisibleAsync();
    }

    private async Task FindProcessNotesAsync(IPage page, string patientId, string sessionId)
    {
        await practice.Grains.GetGrain<INotesGrain>(sessionId).PutAsync(
            NoteKind.Process, new NoteDraft("n1", 4_000, "I notice that I grow **drowsy** when he speaks of his father.", 0), practice.TherapistId);
        await page.GotoAsync($"{practice.Address}/patients/{patientId}");
        await page.GetByTestId("process-notes-link").ClickAsync();
        await page.GetByTestId("note-query").FillAsync("drowsy father");
        await page.GetByTestId("note-find").ClickAsync();
        await Expect(page.GetByTestId("note-hits")).ToContainTextAsync("drowsy");
        await Pictures.OfAsync(page, "process-notes");
        await page.GetByTestId("note-hits").GetByRole(AriaRole.Link).ClickAsync();
        await Expect(page.GetByText("I notice that I grow")).ToBeVisibleAsync();
    }

    private async Task ReadTheLogAsync(IPage page, string patientId)
    {
        await page.GotoAsync($"{practice.Address}/practice/audit");
        await Expect(page.GetByTestId("audit-verdict")).ToHaveAttributeAsync("data-finding", "intact");
        await Expect(page.GetByTestId("audit-entry").First).ToBeVisibleAsync();
        await Pictures.OfAsync(page, "audit");
        await CompareAsync(page);

        await page.GetByTestId("audit-patient").FillAsync(patientId);
        await page.GetByTestId("audit-find").ClickAsync();
        await Expect(page.GetByTestId("audit-entry").First).ToHaveAttributeAsync("data-action", "contentRead");
        Assert.DoesNotContain("Paolo Riva", await page.InnerTextAsync("body"), StringComparison.Ordinal);
        var download = page.WaitForDownloadAsync();
        await page.GetByTestId("audit-export").ClickAsync();
        Assert.EndsWith(".csv", (await download).SuggestedFilename, StringComparison.Ordinal);
    }

    /// <summary>The head that the page shows, typed as if it had been on paper.</summary>
    private static async Task CompareAsync(IPage page)
    {
        await page.GetByText("Write its head down").ClickAsync();
        var noted = (await page.GetByTestId("audit-root").InnerTextAsync()).Split('\n');
        await page.GetByText("Compare with a head that you wrote down").ClickAsync();
        await page.GetByTestId("audit-noted-size").FillAsync(noted[0].Split(' ')[0]);
        await page.GetByTestId("audit-noted-root").FillAsync(noted[^1]);
        await page.GetByTestId("audit-compare").ClickAsync();
        await Expect(page.GetByTestId("audit-continues")).ToContainTextAsync("It continues that log");
        await RunningProduct.ScreenshotAsync(page, "audit-compare-laptop", fullPage: true);
    }
}
