namespace PsyCare.Rtc.Tests.Sdp;

/// <summary>Offers as browsers write them, candidates left out.</summary>
internal static class Offers
{
    public const string SendRecv = "chromium-sendrecv.sdp";
    public const string RecvOnly = "chromium-recvonly.sdp";
    public const string Simulcast = "chromium-simulcast.sdp";
    public const string Firefox = "firefox-style.sdp";

    public static string Read(string name)
    {
        using var reader = new StreamReader(typeof(Offers).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\r\n");
    }
}
