using System.Net.Http.Headers;
using System.Text;
using PsyCare.Domain.Media;
using PsyCare.Gateway.Tests.Hosting;

namespace PsyCare.Gateway.Tests;

/// <summary>Fails when personal data reaches a log.</summary>
public sealed class LogPrivacyTests
{
    private const string Name = "Planted Patientname";
    private const string Note = "planted note about a difficult week";
    private const string Label = "planted label";
    private const string Email = "planted.address@demo.example";
    private const string Password = "planted password";

    [Fact]
    public async Task Names_notes_tokens_addresses_and_offers_reach_no_log()
    {
        await using var clinic = await Clinic.StartAsync();
        await clinic.AddClinicianAsync(Email, Password);
        await clinic.NewBrowser().PostAsync("/api/auth/sign-in", new { email = Email, password = "planted guess" });
        var therapist = await clinic.SignInAsync(Email, Password);
        var visit = await Visit.CreateAsync(clinic, therapist, Name);
        await visit.ConsentAsync("recording");
        await visit.ConsentAsync("emotionAnalysis");
        await visit.GoLiveAsync();
        await using var hub = await HubClient.ConnectAsync(therapist);
        await hub.JoinAsync(visit.SessionId);
        clinic.Tap.OnFrame(visit.SessionId, new EncodedFrame([1], 0, true, 0));
        await hub.PushAsync("affect");
        await therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/n1", new { atMs = 0, text = Note, baseRevision = 0 });
        await therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/n1", new { atMs = 0, text = Note + "!", baseRevision = 7 });
        await therapist.PutAsync($"/api/sessions/{visit.SessionId}/markers/m1", new { atMs = 0, label = Label });
        await therapist.PutAsync($"/api/sessions/{visit.SessionId}/notes/n1", new StringContent($"{{\"text\":\"{Note}", Encoding.UTF8, "application/json"));
        var token = (await visit.Patient.PostAsync($"/api/sessions/{visit.SessionId}/media-token").JsonAsync()).GetProperty("token").GetString()!;
        foreach (var offer in new[] { Offers.SendReceive, Offers.SendReceive[..300], Offers.Unusable })
        {
            await clinic.NewBrowser().SendAsync(HttpMethod.Post, $"/api/whip/{visit.SessionId}", r =>
            {
                r.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                r.Content = new StringContent(offer, Encoding.UTF8, "application/sdp");
            });
        }

        await clinic.NewBrowser().PostAsync("/api/invites/redeem", new { token = visit.InviteToken });
        await therapist.GetAsync($"/api/sessions/{visit.SessionId}/review");
        await visit.EndAsync();

        var log = clinic.Log.Text;
        // The detector works: what may be logged has been.
        Assert.Contains(visit.SessionId, log, StringComparison.Ordinal);
        var planted = new[]
        {
            Name, Note, Label, Email, Password, "planted guess", visit.InviteToken.Split('.')[1], token, Offers.Ufrag, "plantedPasswordOf24Chars",
            therapist.Cookie!, visit.Patient.Cookie!, "Anna Rossi",
        };
        foreach (var secret in planted)
            Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
    }
}
