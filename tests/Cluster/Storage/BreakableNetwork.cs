using System.Net;
using Azure.Core.Pipeline;

namespace PsyCare.Cluster.Tests.Storage;

/// <summary>What becomes of a request.</summary>
internal enum Fate
{
    /// <summary>It is answered.</summary>
    Answered,

    /// <summary>The store answers 503, as Azure does when it is busy.</summary>
    Busy,

    /// <summary>The store does what it is asked, and the answer is lost.</summary>
    AnswerLost,
}

/// <summary>The way to a blob store, on which a test decides about each request.</summary>
internal sealed class BreakableNetwork : DelegatingHandler
{
    private readonly HttpClient _client;

    public BreakableNetwork()
        : base(new SocketsHttpHandler())
    {
        _client = new HttpClient(this, disposeHandler: false);
        Transport = new HttpClientTransport(_client);
    }

    /// <summary>For the Azure SDK.</summary>
    public HttpClientTransport Transport { get; }

    /// <summary>Decides; called for every try of every request.</summary>
    public Func<HttpRequestMessage, Fate> Decide { get; set; } = _ => Fate.Answered;

    /// <summary>How many requests came so far, tries included.</summary>
    public int Requests { get; private set; }

    /// <summary>Whether a request commits a list of blocks.</summary>
    public static bool IsCommit(HttpRequestMessage request) =>
        request.Method == HttpMethod.Put && request.RequestUri!.Query.Contains("comp=blocklist", StringComparison.Ordinal);

    /// <summary>Whether a request stages a block.</summary>
    public static bool IsStage(HttpRequestMessage request) =>
        request.Method == HttpMethod.Put && request.RequestUri!.Query.Contains("comp=block&", StringComparison.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Fate fate;
        lock (_client)
        {
            Requests++;
            fate = Decide(request);
        }

        if (fate == Fate.Busy)
            return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request, Content = new ByteArrayContent([]) };
        var answer = await base.SendAsync(request, cancellationToken);
        if (fate == Fate.Answered)
            return answer;
        answer.Dispose();
        throw new HttpRequestException("The connection broke before the answer came.");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
            _client.Dispose();
    }
}
