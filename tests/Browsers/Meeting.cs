namespace PsyCare.Browsers;

/// <summary>How a therapist and a new patient come to see each other.</summary>
public static class Meeting
{
    /// <summary>Signs in, invites, joins, consents to everything and admits; each reaches the product under an address of their own.</summary>
    public static async Task BeginAsync(
        TherapistPage therapist, string therapistAddress, (string Email, string Password) signIn, PatientPage patient, string patientAddress)
    {
        await therapist.SignInAsync(therapistAddress, signIn.Email, signIn.Password);
        var invite = new Uri(await therapist.InviteNewPatientAsync("Two Gateways"));
        await patient.OpenInviteAsync(patientAddress + invite.PathAndQuery + invite.Fragment);
        await patient.PassDeviceCheckAsync();
        await patient.ConsentAsync(recording: true, analysis: true);
        await therapist.OpenRoomAsync();
        await therapist.AdmitAsync();
    }
}
