using Microsoft.Playwright;

namespace PsyCare.EndToEnd.Tests;

/// <summary>One look at the sidebar.</summary>
/// <param name="T">Seconds, the page's clock.</param>
/// <param name="NoReading">The reason shown in place of a reading, or null.</param>
/// <param name="Bars">Intensity by Action Unit; empty without a reading.</param>
/// <param name="Emotion">The first emotion shown, or null.</param>
public sealed record SidebarLook(double T, string? NoReading, Dictionary<string, double> Bars, string? Emotion);

/// <summary>Writes down what the sidebar shows each time a sample has been rendered, in the page itself, as fast as samples come.</summary>
public static class AffectRecorder
{
    /// <summary>Starts writing down.</summary>
    public static Task StartAsync(IPage page) => page.EvaluateAsync(
        """
        () => {
          window.looks = [];
          const look = () => {
            const none = document.querySelector('[data-testid=no-reading]');
            const bars = {};
            if (!none)
              for (const bar of document.querySelectorAll('[data-testid^=au-bar-]')) {
                const value = parseFloat(bar.dataset.intensity);
                if (!Number.isNaN(value)) bars[bar.dataset.testid.slice(7)] = value;
              }
            const emotion = document.querySelector('[data-testid^=emotion-]:not([data-testid=emotion-none])');
            window.looks.push({ t: performance.now() / 1000, noReading: none?.dataset.reason ?? null, bars,
              emotion: emotion?.dataset.testid.slice(8) ?? null });
          };
          window.stopLooking?.();
          window.addEventListener('psycare:affect-rendered', look);
          window.stopLooking = () => window.removeEventListener('psycare:affect-rendered', look);
        }
        """);

    /// <summary>What was seen since the start, or since the last call.</summary>
    public static Task<SidebarLook[]> TakeAsync(IPage page) => page.EvaluateAsync<SidebarLook[]>("() => window.looks.splice(0)");
}
