using System.Net;
using System.Net.Sockets;
using PsyCare.Media.Net;

namespace PsyCare.Media.Tests;

public sealed class SendBatchTests : IDisposable
{
    private readonly Socket _from = Bind();
    private readonly Socket _first = Bind();
    private readonly Socket _second = Bind();

    [Fact]
    public void Every_datagram_arrives_whole_and_in_order_whatever_travels_together()
    {
        var batch = new SendBatch();
        var (first, second) = (AddressOf(_first), AddressOf(_second));
        int[] lengths = [1100, 1100, 300, 1100, 500, 700, 700, 1, 2000];
        foreach (var length in lengths)
        {
            batch.Add(Content(length), first);
            batch.Add(Content(length + 3), second);
        }

        Assert.Equal(0, batch.Flush((int)_from.Handle));
        Assert.True(batch.IsEmpty);
        Assert.Equal(lengths, Drain(_first));
        Assert.Equal(lengths.Select(l => l + 3), Drain(_second));
    }

    [Fact]
    public void A_datagram_that_cannot_be_sent_does_not_keep_the_others_back()
    {
        var batch = new SendBatch();
        batch.Add(Content(10), new IPEndPoint(IPAddress.Broadcast, 9).Serialize()); // needs a permission that the socket has not
        batch.Add(Content(20), AddressOf(_first));
        Assert.Equal(1, batch.Flush((int)_from.Handle));
        Assert.Equal([20], Drain(_first));
    }

    public void Dispose()
    {
        _from.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private static List<int> Drain(Socket socket)
    {
        var lengths = new List<int>();
        var buffer = new byte[4096];
        while (socket.Available > 0)
        {
            var length = socket.Receive(buffer);
            Assert.Equal(Content(length), buffer[..length]);
            lengths.Add(length);
        }

        return lengths;
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];

    private static SocketAddress AddressOf(Socket socket) => socket.LocalEndPoint!.Serialize();

    private static Socket Bind()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
