using PsyCare.Rtc.Dtls;
using PsyCare.Rtc.Srtp;

namespace PsyCare.Rtc.Tests.Dtls;

public sealed class DtlsTransportTests : IDisposable
{
    private readonly DtlsCertificate _serverCertificate = DtlsCertificate.CreateSelfSigned(TimeProvider.System);
    private readonly DtlsCertificate _clientCertificate = DtlsCertificate.CreateSelfSigned(TimeProvider.System);

    public void Dispose()
    {
        _serverCertificate.Dispose();
        _clientCertificate.Dispose();
    }

    [Fact]
    public void Both_sides_agree_on_mirrored_gcm_keys()
    {
        using var network = Network();
        network.Run(TimeSpan.FromSeconds(5));
        AssertConnected(network);
        Assert.Equal(SrtpProfile.AeadAes128Gcm, network.Server.Keys!.Profile);
        Assert.Equal(16, network.Server.Keys.LocalKey.Length);
        Assert.Equal(12, network.Server.Keys.LocalSalt.Length);
        Assert.NotEqual(network.Server.Keys.LocalKey, network.Server.Keys.RemoteKey);
        Assert.InRange(network.LargestDatagram, 1, 1200);
        Assert.Null(network.Server.NextTimeout);
        Assert.Null(network.Client.NextTimeout);
    }

    [Fact]
    public void Datagrams_stay_within_a_small_mtu()
    {
        using var network = Network(mtu: 300);
        network.Run(TimeSpan.FromSeconds(5));
        AssertConnected(network);
        Assert.InRange(network.LargestDatagram, 1, 300);
    }

    [Fact]
    public void Handshake_survives_loss_duplication_and_reordering()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            using var network = Network(seed, loss: 0.2, reorder: true, mtu: 400);
            network.Run(TimeSpan.FromSeconds(60));
            AssertConnected(network);
        }
    }

    [Fact]
    public void A_lost_final_flight_is_repeated_when_the_client_repeats_its_own()
    {
        var client = Client(_serverCertificate.FingerprintSha256);
        var server = Server(_clientCertificate.FingerprintSha256);
        using var network = new DtlsNetwork(client, server);
        while (server.State == DtlsState.Handshaking)
            network.Run(network.Now + TimeSpan.FromMilliseconds(20));
        var buffer = new byte[2048];
        while (server.TryDequeue(buffer, out _)) // the server's Finished never leaves
        {
        }

        Assert.Equal(DtlsState.Handshaking, client.State);
        network.Run(TimeSpan.FromSeconds(5));
        AssertConnected(network);
    }

    [Fact]
    public void A_client_that_says_hello_again_gets_the_lost_answer_at_once_but_not_without_end()
    {
        using var client = Client(_serverCertificate.FingerprintSha256);
        using var server = Server(_clientCertificate.FingerprintSha256);
        client.Start(TimeSpan.Zero);
        var hello = Sent(client);
        Assert.NotEmpty(Hear(TimeSpan.Zero));
        Assert.Empty(Hear(TimeSpan.FromMilliseconds(100))); // the answer may still be on its way
        Assert.NotEmpty(Hear(TimeSpan.FromMilliseconds(300)));
        Assert.True(server.NextTimeout > TimeSpan.FromMilliseconds(600));
        var answers = Enumerable.Range(2, 100).Count(i => Hear(TimeSpan.FromMilliseconds(300 * i)).Count > 0);
        Assert.InRange(answers, 1, 10);

        List<byte[]> Hear(TimeSpan now)
        {
            hello.ForEach(datagram => server.Receive(datagram, now));
            return Sent(server);
        }

        static List<byte[]> Sent(DtlsTransport from)
        {
            var (datagrams, buffer) = (new List<byte[]>(), new byte[2048]);
            while (from.TryDequeue(buffer, out var length))
                datagrams.Add(buffer[..length]);
            return datagrams;
        }
    }

    [Fact]
    public void A_wrong_fingerprint_fails_on_the_side_that_sees_it()
    {
        using var network = new DtlsNetwork(
            Client(_serverCertificate.FingerprintSha256), Server(_serverCertificate.FingerprintSha256));
        network.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(DtlsState.Failed, network.Server.State);
        Assert.Contains("fingerprint", network.Server.FailureReason, StringComparison.Ordinal);
        Assert.Null(network.Server.Keys);
        Assert.NotEqual(DtlsState.Handshaking, network.Client.State); // it is told
    }

    [Fact]
    public void A_fingerprint_may_be_lower_case_but_must_be_one()
    {
        Client(_serverCertificate.FingerprintSha256.ToLowerInvariant()).Dispose();
        Assert.Throws<ArgumentException>(() => Client("AB:CD"));
        Assert.Throws<ArgumentException>(() => Client(_serverCertificate.FingerprintSha256.Replace(':', '-')));
        Assert.Throws<ArgumentException>(() => Client("GG" + _serverCertificate.FingerprintSha256[2..]));
    }

    [Fact]
    public void A_silent_peer_ends_in_failure_and_silence()
    {
        using var client = Client(_serverCertificate.FingerprintSha256);
        var buffer = new byte[2048];
        client.Start(TimeSpan.Zero);
        var sent = 0;
        while (client.NextTimeout is { } next)
        {
            while (client.TryDequeue(buffer, out _))
                sent++;
            client.HandleTimeout(next);
        }

        Assert.Equal(DtlsState.Failed, client.State);
        Assert.InRange(sent, 5, 20);
    }

    [Fact]
    public void Garbage_is_counted_and_disturbs_nothing()
    {
        var random = new Random(3);
        using var network = Network();
        for (var i = 0; i < 5000; i++)
        {
            var bytes = new byte[random.Next(0, 300)];
            random.NextBytes(bytes);
            if (bytes.Length > 2)
                (bytes[0], bytes[1]) = ((byte)random.Next(18, 30), 0xFE);
            network.Server.Receive(bytes, network.Now);
        }

        Assert.InRange(network.Server.Ignored, 4900, 5000);
        network.Run(TimeSpan.FromSeconds(5));
        AssertConnected(network);
        for (var i = 0; i < 1000; i++)
            network.Server.Receive(Record((byte)(20 + (i % 5)), (ushort)(i % 3), random), network.Now);
        Assert.Null(network.Server.FailureReason);
        Assert.Equal(DtlsState.Connected, network.Server.State);
    }

    [Fact]
    public void A_forged_encrypted_record_of_any_length_does_not_end_the_association()
    {
        using var network = Network();
        network.Run(TimeSpan.FromSeconds(5));
        for (byte type = 20; type <= 24; type++)
            for (var body = 0; body < 80; body++)
                network.Server.Receive(Record(type, epoch: 1, new Random(body), body), network.Now);
        Assert.Null(network.Server.FailureReason);
        network.Client.Close(network.Now);
        network.Carry();
        network.Run(TimeSpan.FromSeconds(6));
        Assert.Equal(DtlsState.Closed, network.Server.State); // it still hears the real peer
    }

    [Fact]
    public void Hostile_records_during_the_handshake_fail_it_at_worst()
    {
        var random = new Random(4);
        for (var i = 0; i < 500; i++)
        {
            using var server = Server(_clientCertificate.FingerprintSha256);
            server.Receive(Record((byte)(20 + (i % 5)), (ushort)(i % 2), random), TimeSpan.Zero);
            Assert.NotEqual(DtlsState.Connected, server.State);
        }
    }

    [Fact]
    public void Close_tells_the_peer()
    {
        using var network = Network();
        network.Run(TimeSpan.FromSeconds(5));
        network.Client.Close(network.Now);
        network.Carry();
        network.Run(TimeSpan.FromSeconds(6));
        Assert.Equal(DtlsState.Closed, network.Client.State);
        Assert.Equal(DtlsState.Closed, network.Server.State);
        network.Server.Receive(new byte[100], network.Now);
        network.Server.Close(network.Now);
    }

    private static byte[] Record(byte type, ushort epoch, Random random, int? length = null)
    {
        var body = length ?? random.Next(0, 120);
        var record = new byte[13 + body];
        random.NextBytes(record);
        (record[0], record[1], record[2]) = (type, 0xFE, 0xFD);
        (record[3], record[4]) = ((byte)(epoch >> 8), (byte)epoch);
        (record[11], record[12]) = (0, (byte)body);
        return record;
    }

    private static void AssertConnected(DtlsNetwork network)
    {
        Assert.True(network.Server.State == DtlsState.Connected, $"server {network.Server.State} {network.Server.FailureReason}");
        Assert.True(network.Client.State == DtlsState.Connected, $"client {network.Client.State} {network.Client.FailureReason}");
        Assert.Equal(network.Server.Keys!.LocalKey, network.Client.Keys!.RemoteKey);
        Assert.Equal(network.Server.Keys.RemoteKey, network.Client.Keys.LocalKey);
        Assert.Equal(network.Server.Keys.LocalSalt, network.Client.Keys.RemoteSalt);
        Assert.Equal(network.Server.Keys.RemoteSalt, network.Client.Keys.LocalSalt);
    }

    private DtlsNetwork Network(int seed = 0, double loss = 0, bool reorder = false, int mtu = 1200) => new(
        Client(_serverCertificate.FingerprintSha256, mtu), Server(_clientCertificate.FingerprintSha256, mtu), seed, loss, reorder);

    private DtlsTransport Client(string fingerprint, int mtu = 1200) => new(_clientCertificate, DtlsRole.Client, fingerprint, mtu);

    private DtlsTransport Server(string fingerprint, int mtu = 1200) => new(_serverCertificate, DtlsRole.Server, fingerprint, mtu);
}
