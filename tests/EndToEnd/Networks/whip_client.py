"""A WHIP client that is no browser: aiortc (Debian: python3-aiortc), by the signalling that infra/whip.md documents.

whip_client.py WHIP_URL TOKEN SECONDS CODEC: sends a test picture in that codec (VP8 or H264) and silence, takes pictures in no other, counts what
comes back, and prints it as JSON.
"""
import asyncio
import json
import sys
import urllib.parse
import urllib.request

import aioice.ice
from aiortc import RTCPeerConnection, RTCRtpReceiver, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, VideoStreamTrack


# The server of the test is on this machine, whose loopback address aioice leaves out.
aioice.ice.get_host_addresses = lambda use_ipv4, use_ipv6: ["127.0.0.1"]


def request(method, url, token, body=None, content_type=None):
    """Sends an HTTP request as RFC 9725 has it: no cookie, a bearer token."""
    headers = {"Authorization": f"Bearer {token}"}
    if content_type:
        headers["Content-Type"] = content_type
    data = body.encode() if body else None
    with urllib.request.urlopen(urllib.request.Request(url, data, headers, method=method), timeout=15) as response:
        return response.status, response.headers, response.read().decode()


async def count(track, received):
    while True:
        try:
            await track.recv()
        except MediaStreamError:
            return
        received[track.kind] += 1


def offer_only(peer, codec):
    """Leaves all other codecs of pictures out of the offer."""
    codecs = [c for c in RTCRtpReceiver.getCapabilities("video").codecs if c.mimeType in (f"video/{codec}", "video/rtx")]
    for transceiver in peer.getTransceivers():
        if transceiver.kind == "video":
            transceiver.setCodecPreferences(codecs)


async def main(url, token, seconds, codec):
    received = {"audio": 0, "video": 0}
    peer = RTCPeerConnection()
    peer.addTrack(AudioStreamTrack())
    peer.addTrack(VideoStreamTrack())
    offer_only(peer, codec)
    peer.on("track", lambda track: asyncio.ensure_future(count(track, received)))
    await peer.setLocalDescription(await peer.createOffer())
    status, headers, answer = request("POST", url, token, peer.localDescription.sdp, "application/sdp")
    assert status == 201, status
    resource = urllib.parse.urljoin(url, headers["Location"])
    await peer.setRemoteDescription(RTCSessionDescription(sdp=answer, type="answer"))
    await asyncio.sleep(seconds)
    state = peer.connectionState
    left, _, _ = request("DELETE", resource, token)  # closing first would have ended the connection by DTLS
    await peer.close()
    print(json.dumps({"state": state, "left": left, **received}))


asyncio.run(main(sys.argv[1], sys.argv[2], float(sys.argv[3]), sys.argv[4]))
