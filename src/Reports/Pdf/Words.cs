using System.Globalization;
using PsyCare.Domain.Affect;
using PsyCare.Domain.Reports;

namespace PsyCare.Reports.Pdf;

/// <summary>The words of a document in one language, and how it writes numbers and times (UTC).</summary>
public sealed class Words
{
    private readonly bool _italian;
    private readonly CultureInfo _culture;

    private Words(bool italian)
    {
        _italian = italian;
        _culture = CultureInfo.GetCultureInfo(italian ? "it-IT" : "en-GB");
    }

    /// <summary>English.</summary>
    public static Words English { get; } = new(italian: false);

    /// <summary>Italian.</summary>
    public static Words Italian { get; } = new(italian: true);

    /// <summary>The language's tag.</summary>
    public string Language => _italian ? "it" : "en";

    internal string SessionReport => In("Session report", "Resoconto della seduta");

    internal string CourseReport => In("Course report", "Resoconto del percorso");

    internal string Lead => In(
        "What the face showed. An estimate from the picture: it does not know what a person feels. No finding and no diagnosis.",
        "Ciò che il volto ha mostrato. Una stima dall’immagine: non sa che cosa prova una persona. Né reperto né diagnosi.");

    internal string Patient => In("Patient", "Paziente");

    internal string Therapist => In("Therapist", "Terapeuta");

    internal string Reading => In("Time read", "Tempo letto");

    internal string NoSamples => In("no samples came", "non sono arrivate letture");

    internal string NoReport => In("There are no readings of this session.", "Non ci sono letture di questa seduta.");

    internal string Timeline => In("Timeline", "Linea del tempo");

    internal string TimelineHint => In(
        "Mean confidence with which the face resembled an emotion. Grey: not read.",
        "Certezza media con cui il volto somigliava a un’emozione. Grigio: non letto.");

    internal string Numbers => In("In numbers", "In numeri");

    internal string NumbersHint => In(
        "Means over the time that was read, with their 95 % interval (block bootstrap over 30 s). Usual: median and middle 80 % of the means of this patient’s earlier sessions. Emotions: resemblance in percent; Action Units: intensity from 0 to 5.",
        "Medie sul tempo letto, con il loro intervallo al 95 % (bootstrap a blocchi di 30 s). Abituale: mediana e 80 % centrale delle medie delle sedute precedenti di questo paziente. Emozioni: somiglianza in percento; Action Unit: intensità da 0 a 5.");

    internal string LimitedHint => In(
        "Action Units marked “limited” agreed less with the truth on faces that training never saw, or err differently with light and dark skin: they should not carry a conclusion alone.",
        "Le Action Unit segnate “limitata” concordavano meno con il vero su volti mai visti durante l’addestramento, o errano diversamente su pelle chiara e scura: da sole non dovrebbero reggere una conclusione.");

    internal string[] NumbersHead => _italian
        ? ["Mostrato", "Media (intervallo)", "Abituale", "Tempo mostrato", "Episodi"]
        : ["Shown", "Mean (interval)", "Usual", "Time shown", "Episodes"];

    internal string Markers => In("Markers", "Segnalibri");

    internal string Notes => In("Notes", "Note");

    internal string Unnamed => In("Marker", "Segnalibro");

    internal string Attendance => In("Attendance", "Presenze");

    internal string Trend => In("Trend", "Andamento");

    internal string TrendHint => In(
        "Change in 30 days by the Theil-Sen slope, with Sen’s 95 % rank interval; at least six sessions. About one in twenty intervals leaves zero out by chance alone.",
        "Cambiamento in 30 giorni con la pendenza di Theil-Sen e l’intervallo di Sen al 95 % sui ranghi; almeno sei sedute. Circa un intervallo su venti esclude lo zero per puro caso.");

    internal string[] TrendHead => _italian
        ? ["Mostrato", "Media (intervallo)", "Cambiamento in 30 giorni (intervallo)", "Sedute"]
        : ["Shown", "Mean (interval)", "Change in 30 days (interval)", "Sessions"];

    internal string TooFew => In("too few sessions", "troppo poche sedute");

    internal string Sessions => In("Sessions", "Sedute");

    internal string[] SessionsHead => _italian ? ["Inizio", "Presenza", "Durata", "Tempo letto"] : ["Began", "Attendance", "Length", "Time read"];

    internal string Footer(DateTimeOffset madeAt) =>
        In($"PsyCare · made {Moment(madeAt)} · confidential", $"PsyCare · creato il {Moment(madeAt)} · riservato");

    internal string ReadOf(long readMs, long durationMs) =>
        In($"{Clock(readMs)} of {Clock(durationMs)}", $"{Clock(readMs)} su {Clock(durationMs)}");

    internal string Of(Attendance attendance) => attendance switch
    {
        Domain.Reports.Attendance.Held => In("took place", "svolta"),
        Domain.Reports.Attendance.NotHeld => In("did not take place", "non svolta"),
        _ => In("still open", "ancora aperta"),
    };

    internal string Of(NoReadingReason? reason) => reason switch
    {
        null => NoSamples,
        NoReadingReason.NoFace => In("no face in the picture", "nessun volto nell’immagine"),
        NoReadingReason.TurnedAway => In("the face was turned away", "il volto era girato"),
        NoReadingReason.TooDark => In("the picture was too dark", "l’immagine era troppo buia"),
        NoReadingReason.TooSmall => In("the face was too small", "il volto era troppo piccolo"),
        NoReadingReason.ConsentWithdrawn => In("no consent at that time", "in quel momento senza consenso"),
        NoReadingReason.NoVideo => In("no video arrived", "non arrivava il video"),
        NoReadingReason.ForbiddenByPolicy => In("not allowed by the practice", "non permesso dallo studio"),
        NoReadingReason.Covered => In("much of the face was covered", "gran parte del volto era coperta"),
        NoReadingReason.Blurred => In("the face was blurred", "il volto era sfocato"),
        NoReadingReason.SeveralFaces => In("several faces", "più volti"),
        NoReadingReason.StillPicture => In("the picture did not move", "l’immagine era ferma"),
        _ => In("not read", "non letto"),
    };

    internal string Name(string channel) => channel switch
    {
        "happiness" => In("Happiness", "Felicità"),
        "sadness" => In("Sadness", "Tristezza"),
        "surprise" => In("Surprise", "Sorpresa"),
        "fear" => In("Fear", "Paura"),
        "anger" => In("Anger", "Rabbia"),
        "disgust" => In("Disgust", "Disgusto"),
        "contempt" => In("Contempt", "Disprezzo"),
        _ => channel.ToUpperInvariant() + (Channel.IsLimited(channel) ? $" ({In("limited", "limitata")})" : ""),
    };

    internal string Value(Channel channel, double value) =>
        channel.IsEmotion ? Share(value) : value.ToString("0.0", _culture);

    internal string Change(Channel channel, double value) => channel.IsEmotion
        ? (value * 100).ToString("+0.0;-0.0;0.0", _culture)
        : value.ToString("+0.00;-0.00;0.00", _culture);

    internal string Points => In("points", "punti");

    internal string Share(double value) => string.Create(_culture, $"{Math.Round(value * 100):0}\u00A0%");

    internal string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", _culture);

    internal string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy HH:mm 'UTC'", _culture);

    internal static string Clock(long ms)
    {
        var time = TimeSpan.FromMilliseconds(ms);
        return time.ToString(time.TotalHours >= 1 ? @"h\:mm\:ss" : @"m\:ss", CultureInfo.InvariantCulture);
    }

    private string In(string english, string italian) => _italian ? italian : english;
}
