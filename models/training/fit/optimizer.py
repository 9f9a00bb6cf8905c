"""Muon (Jordan, 2024): a hidden matrix moves by its momentum with all singular values made alike, so that what is rare is learned as fast as what is
frequent; everything else is left to AdamW."""
import torch


class Muon:
    """`rate`: for all, a tensor that may be refilled; a matrix's step is scaled to be as long as one of AdamW's (Liu et al., 2025)."""

    def __init__(self, matrices, others, rate, decay=0.02, momentum=0.95):
        self.rate, self.decay, self.momentum = rate, decay, momentum
        alike = {}
        for weight in matrices:
            alike.setdefault(weight.flatten(1).shape, []).append(weight)
        self.alike = [(weights, torch.zeros(len(weights), *shape, device=rate.device)) for shape, weights in alike.items()]
        self.adam = torch.optim.AdamW(others, rate, weight_decay=decay, capturable=rate.is_cuda)

    @torch.no_grad()
    def step(self):
        for weights, mean in self.alike:
            gradients = torch.stack([weight.grad.flatten(1) for weight in weights])
            mean.mul_(self.momentum).add_(gradients)
            ahead = orthogonal(gradients.add_(mean, alpha=self.momentum)) * (self.rate * 0.2 * max(mean.shape[1:]) ** 0.5)
            for weight, step in zip(weights, ahead):
                weight.mul_(1 - self.rate * self.decay).sub_(step.view_as(weight))
        self.adam.step()


def orthogonal(matrices, rounds=4):
    """About the nearest matrices with orthonormal rows or columns: a polynomial that brings singular values near 1, repeated (Newton and Schulz)."""
    x = matrices if matrices.shape[1] <= matrices.shape[2] else matrices.mT
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(rounds):
        square = x @ x.mT
        x = 3.4445 * x + (2.0315 * square @ square - 4.775 * square) @ x
    return x if matrices.shape[1] <= matrices.shape[2] else x.mT


def optimizer_of(network, rate):
    """Muon for all hidden matrices and kernels; AdamW for the first kernels, the last layers, biases and scales."""
    last = {id(layer.weight) for layer in network.outputs()}
    named = list(network.parameters())
    hidden = [weight for weight in named if weight.dim() > 1 and min(weight.flatten(1).shape) > 1 and weight.shape[1] > 1 and id(weight) not in last]
    chosen = {id(weight) for weight in hidden}
    return Muon(hidden, [weight for weight in named if id(weight) not in chosen], rate)
