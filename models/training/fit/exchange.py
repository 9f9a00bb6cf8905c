"""Sharing weights: with a running mean of them, and with a training beside."""
import os
import time

import torch


def move(kept, other, share):
    """Moves weights and statistics a part of the way to another network's."""
    with torch.no_grad():
        for name, value in kept.state_dict().items():
            if value.dtype.is_floating_point:
                value.lerp_(other[name].to(value.device), share)


class Exchange:
    """Elastic averaging of two trainings through files (Zhang et al., 2015, without a centre)."""

    EVERY = 40

    def __init__(self, own, peer):
        self.own, self.peer, self.seen = own + ".live", peer + ".live", None

    def meet(self, network):
        torch.save(network.state_dict(), self.own + ".part")
        os.replace(self.own + ".part", self.own)
        if os.path.exists(self.peer) and os.path.getmtime(self.peer) != self.seen and time.time() - os.path.getmtime(self.peer) < 120:
            self.seen = os.path.getmtime(self.peer)
            move(network, torch.load(self.peer), 0.5)
