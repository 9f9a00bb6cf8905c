using Orleans;
using PsyCare.Contracts.Sessions;
using PsyCare.Silo.Configuration;
using PsyCare.Silo.Https;

namespace PsyCare.Silo.Demo;

/// <summary>An invite for the demo session, left in an owner-only file for <c>./run demo</c> to give to its virtual patient.</summary>
internal static class DemoInvite
{
    /// <summary>In the data folder; one line, the link.</summary>
    public const string FileName = "demo-invite.txt";

    /// <summary>Removes the file of an earlier start: its invite no longer counts.</summary>
    public static void Forget(SiloOptions options) => File.Delete(Path.Combine(options.DataFolder, FileName));

    public static async Task<Uri> IssueAsync(DemoPractice demo, IClusterClient grains, SiloOptions options, Uri baseUrl)
    {
        var sessionId = await demo.SessionAsync();
        var invite = await grains.GetGrain<ISessionGrain>(sessionId).IssueInviteAsync();
        var link = new Uri(baseUrl, $"/join#{sessionId}.{invite.Secret}");
        OwnerOnlyFile.Write(Path.Combine(options.DataFolder, FileName), link + Environment.NewLine);
        return link;
    }
}
