namespace PsyCare.Domain.Supervision;

/// <summary>The published figures of a supervisor's group in a month: made once, never again.</summary>
/// <param name="Month">E.g. <c>2026-11</c>.</param>
/// <param name="Therapists">How many therapists' sessions are in them.</param>
/// <param name="Cells">All figures, those that are not shown as null.</param>
public sealed record GroupMonth(string Month, int Therapists, IReadOnlyList<FigureCell> Cells);
