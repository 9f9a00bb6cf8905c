using Microsoft.Playwright;
using PsyCare.Browsers;
using static Microsoft.Playwright.Assertions;

namespace PsyCare.EndToEnd.Tests;

/// <summary>A therapist reads reports of the demonstration course.</summary>
public sealed class ReportTests : IAsyncLifetime
{
    private static readonly ViewportSize Phone = new() { Width = 390, Height = 844 };

    private Product _product = null!;
    private Chromium _browser = null!;

    public async Task InitializeAsync()
    {
        _product = await Product.StartNewAsync(RunningProduct.Metadata("SiloAssembly"), "--demo");
        await _product.WaitForOutputAsync("DEMO-INVITE");
        _browser = await Chromium.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _product.DisposeAsync();
    }

    [Fact]
    public async Task A_course_leads_to_a_session_and_a_session_to_a_moment()
    {
        var page = await CourseAsync("en-GB");
        await Expect(page.GetByTestId("course-chart").Locator("circle")).ToHaveCountAsync(15);
        await Expect(page.GetByTestId("attendance")).ToContainTextAsync("15 sessions took place");
        await Expect(page.GetByTestId("attendance")).ToContainTextAsync("1 did not take place");
        await Expect(page.GetByTestId("course-change")).ToContainTextAsync("Theil-Sen");
        await Expect(page.GetByTestId("trend-table").Locator("tbody tr")).ToHaveCountAsync(25);
        await RunningProduct.ScreenshotAsync(page, "course-report-laptop", fullPage: true);

        await TakeAlongAsync(page);
        await page.GetByTestId("note-query").FillAsync("PERCHE poco");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("note-hits").Locator("mark").First).ToHaveTextAsync("Perché");

        await page.GetByText("3 months").ClickAsync();
        await Expect(page.GetByTestId("course-chart").Locator("circle")).Not.ToHaveCountAsync(15);
        // By keyboard: every point of the chart is a link.
        await page.GetByTestId("course-chart").GetByRole(AriaRole.Link).Last.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("report-chart").Locator("canvas")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("read-time")).ToContainTextAsync("turned away");
        await Expect(page.GetByTestId("channel-table").Locator("tbody tr")).ToHaveCountAsync(6);
        await RunningProduct.ScreenshotAsync(page, "session-report-laptop", fullPage: true);

        var episode = page.GetByTestId("episodes").GetByRole(AriaRole.Link).Nth(3);
        var at = await episode.GetAttributeAsync("href");
        await episode.ClickAsync();
        await page.WaitForURLAsync($"**{at}");
        await Expect(page.GetByTestId("review-time")).ToHaveAttributeAsync("data-ms", at!.Split("t=")[1]);
    }

    /// <summary>One file is cancelled while it is being made, another arrives.</summary>
    private static async Task TakeAlongAsync(IPage page)
    {
        // The gateway takes its time: it never answers.
        var asked = new TaskCompletionSource();
        await page.RouteAsync("**/course.fhir.json", _ =>
        {
            asked.TrySetResult();
            return Task.CompletedTask;
        });
        await page.GetByTestId("report-download").ClickAsync();
        await page.GetByTestId("report-file").Last.ClickAsync();
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Expect(page.GetByTestId("download-progress")).ToContainTextAsync("is being made");
        await RunningProduct.ScreenshotAsync(page, "download-laptop");
        await page.GetByTestId("download-cancel").ClickAsync();
        await Expect(page.GetByTestId("download-progress")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("problem")).ToHaveCountAsync(0);

        var file = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.GetByTestId("report-download").ClickAsync();
            await page.GetByTestId("report-file").First.ClickAsync();
        });
        Assert.Matches("^psycare-course-.*[.]pdf$", file.SuggestedFilename);
        await using var content = await file.CreateReadStreamAsync();
        var start = new byte[5];
        await content.ReadExactlyAsync(start);
        Assert.Equal("%PDF-"u8.ToArray(), start);
        await Expect(page.GetByTestId("download-progress")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_phone_in_Italian_nothing_is_cut_off()
    {
        var page = await CourseAsync("it-IT");
        await page.SetViewportSizeAsync(Phone.Width, Phone.Height);
        await Expect(page.GetByTestId("course-change")).ToContainTextAsync("in 30 giorni");
        await NothingOverflowsAsync(page);
        await RunningProduct.ScreenshotAsync(page, "course-report-phone-it", fullPage: true);
        await page.GetByTestId("course-chart").GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.GetByTestId("report-chart").Locator("canvas")).ToBeVisibleAsync();
        await NothingOverflowsAsync(page);
        await RunningProduct.ScreenshotAsync(page, "session-report-phone-it", fullPage: true);
        await page.GotoAsync($"{_product.Address}/reports/how-to-read");
        await Expect(page.GetByTestId("how-to-read")).ToContainTextAsync("Theil-Sen");
        await NothingOverflowsAsync(page);
    }

    private async Task<IPage> CourseAsync(string locale)
    {
        var therapist = new TherapistPage(await _browser.NewPersonAsync(Chromium.Laptop, locale));
        await therapist.SignInAsync(_product.Address, _product.SignIn.Email, _product.SignIn.Password);
        await therapist.Page.GetByText("Demonstration data (made up)").First.ClickAsync();
        await therapist.Page.GetByTestId("course-link").ClickAsync();
        await therapist.Page.GetByTestId("course-chart").WaitForAsync();
        return therapist.Page;
    }

    private static async Task NothingOverflowsAsync(IPage page) =>
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= window.innerWidth"), "The page is wider than the window.");
}
