"""One step of learning after another."""
import copy

import torch

from exchange import move
from losses import loss_of
from optimizer import optimizer_of

WARM = 3  # steps before a card's are recorded: by then all that is made once has been made


class Learner:
    """A network that learns, and `mean`, a running mean of its weights. A card records a step once and then replays it: launching its thousands of
    small kernels one by one takes longer than they do."""

    def __init__(self, network, device):
        self.network, self.mean = network, copy.deepcopy(network)
        self.rate, self.share, self.led = torch.zeros(3, device=device).unbind()
        self.optimizer = optimizer_of(network, self.rate)
        self.recorded = self.inputs = self.parts = None

    def step(self, inputs, rate, share, led):
        """Learns from what `loss_of` is given; `share`: how far the mean moves. Gives the parts of the loss, valid until the next step."""
        for known, value in ((self.rate, rate), (self.share, share), (self.led, led)):
            known.fill_(value)
        if not self.rate.is_cuda:
            return self.learn(inputs)
        if not self.recorded:
            self.record(inputs)
        for kept, new in zip(self.inputs, inputs):
            kept.copy_(new)
        self.recorded.replay()
        return self.parts

    def learn(self, inputs):
        loss, parts = loss_of(self.network, *inputs, self.led)
        self.network.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 5)
        self.optimizer.step()
        move(self.mean, self.network.state_dict(), self.share)
        return parts

    def record(self, inputs):
        self.inputs = [value.clone() for value in inputs]
        aside = torch.cuda.Stream()
        aside.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(aside):
            for _ in range(WARM):
                self.learn(self.inputs)
        torch.cuda.current_stream().wait_stream(aside)
        self.recorded = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.recorded):
            self.parts = self.learn(self.inputs)
