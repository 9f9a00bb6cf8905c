"""Muon (Jordan, 2024): a hidden matrix moves by its momentum with all singular values made alike, so that what is rare is learned as fast as what is
frequent; everything else is left to AdamW."""
import torch


class Muon(torch.optim.Optimizer):
    """`rate`: for all; a matrix's step is scaled to be as long as one of AdamW's (Liu et al., 2025)."""

    def __init__(self, matrices, others, rate, decay=0.02, momentum=0.95):
        groups = [{"params": list(matrices), "is_hidden": True}, {"params": list(others), "is_hidden": False}]
        super().__init__(groups, {"lr": rate})
        self.decay, self.momentum = decay, momentum
        self.adam = torch.optim.AdamW(self.param_groups[1]["params"], rate, weight_decay=decay)

    @torch.no_grad()
    def step(self):
        matrices, others = self.param_groups
        for weight in matrices["params"]:
            if weight.grad is None:
                continue
            mean = self.state[weight].setdefault("mean", torch.zeros_like(weight))
            mean.mul_(self.momentum).add_(weight.grad)
            ahead = weight.grad.add(mean, alpha=self.momentum).flatten(1)
            scale = 0.2 * max(ahead.shape) ** 0.5
            weight.mul_(1 - matrices["lr"] * self.decay)
            weight.add_(orthogonal(ahead).view_as(weight), alpha=-matrices["lr"] * scale)
        self.adam.param_groups[0]["lr"] = others["lr"]
        self.adam.step()


def orthogonal(matrix, rounds=4):
    """About the nearest matrix with orthonormal rows or columns: a polynomial that brings singular values near 1, repeated (Newton and Schulz)."""
    x = matrix if matrix.shape[0] <= matrix.shape[1] else matrix.T
    x = x / (x.norm() + 1e-7)
    for _ in range(rounds):
        square = x @ x.T
        x = 3.4445 * x + (2.0315 * square @ square - 4.775 * square) @ x
    return x if matrix.shape[0] <= matrix.shape[1] else x.T


def optimizer_of(network, rate):
    """Muon for all hidden matrices and kernels; AdamW for the first kernels, the last layers, biases and scales."""
    last = {id(layer.weight) for layer in network.outputs()}
    named = list(network.parameters())
    hidden = [weight for weight in named if weight.dim() > 1 and min(weight.flatten(1).shape) > 1 and weight.shape[1] > 1 and id(weight) not in last]
    chosen = {id(weight) for weight in hidden}
    return Muon(hidden, [weight for weight in named if id(weight) not in chosen], rate)
