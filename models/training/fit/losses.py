"""What training asks of the network."""
import torch
import torch.nn.functional as F

from augment import normalized
from batches import AT_REST, OTHERS, TOGETHER
from network import AROUND_MOUTH, LEFT_EYE, MIRRORED_MOUTH, PARTS, REGION_POINTS, RIGHT_EYE, sent
from samples import CROP, UNITS

FALSE = 0.2  # from this intensity over 5 on, showing a unit that is not there counts four times
PLACE = 1.0, 1, 1, 1, 1, 1, 4, 4  # weights of the geometry: lids follow the gaze, which units of the eye must be told from
SIDED = [UNITS.index(unit) for unit in UNITS if unit not in (17, 18, 25, 26, 28)]  # the others of the head move as one


def loss_of(network, crops, hidden, units, geometry, cover, points, led):
    """The loss, and five parts of it to look at: squares, agreement, sides, landmarks at a glance and seen closer. `hidden`: what a patch hides of each
    crop; `led`: how far closer looks are aimed by the truth, as at first the glance knows nothing."""
    truth = points + 0.01 * torch.randn_like(points[:, :1])
    embedding, seen, looks = network.encoder(normalized(crops), truth, led, stretches(len(points), crops.device))
    look = network.look(embedding)
    judged, parts = judgement_loss(network.units(*compared(embedding)), units)
    place = (F.smooth_l1_loss(look[:, :8], geometry, reduction="none") * sent(PLACE, crops.device)).mean()
    covered = F.binary_cross_entropy_with_logits(look[:, 8:], torch.maximum(cover.clamp(0, 1), hidden_regions(hidden, points)))
    glance = F.smooth_l1_loss(12 * seen, 12 * points)
    closer = closer_loss(network, embedding, points, looks)
    return judged + 0.3 * place + 0.2 * covered + 5 * glance + 5 * closer, torch.stack([*parts, glance, closer]).detach()


def hidden_regions(hidden, points):
    """[N, regions]: the share of each region's landmarks that lies in a patch."""
    x, y = ((points + 0.5) * CROP).unbind(2)
    left, top, right, bottom = hidden[:, :, None].unbind(1)
    inside = ((x >= left) & (x < right) & (y >= top) & (y < bottom)).float()
    return torch.stack([inside[:, sent(tuple(region), points.device)].mean(1) for region in REGION_POINTS], 1)


def judgement_loss(judgement, units):
    """What is asked of units and their doubt, and three parts of it: squares, agreement, sides."""
    estimates, doubt = judgement
    is_false = (units == 0) & (estimates.detach() > FALSE)
    squares = ((estimates - units) ** 2 * (1 + (units > 0.1).float() + 3 * is_false.float())).mean()
    estimate, truth = estimates.mean(-1), units.mean(-1)
    agreement = disagreement(F.leaky_relu(estimate, 0.1), truth)
    sides = disagreement(difference(estimates), difference(units))
    likelihood = (0.5 * ((estimate - truth) ** 2).detach() * torch.exp(-doubt) + 0.5 * doubt).mean()
    return 30 * squares + agreement + 0.3 * sides + 0.1 * likelihood, (squares, agreement, sides)


def stretches(n, device):
    """[N, 2]: eyes and mouths a little narrower or higher, mostly the same through a session: shapes of faces that nobody in the set has."""
    session = torch.randn(n // TOGETHER, 2, device=device).repeat_interleave(TOGETHER, 0)
    return torch.exp(0.07 * session + 0.015 * torch.randn(n, 2, device=device))


def compared(embedding):
    """Embeddings to judge, and beside each the same person's at rest: the mean of one or two pictures."""
    groups = embedding.view(-1, TOGETHER, embedding.shape[1])
    count = 1 + (torch.rand_like(groups[:, :1, :1]) < 0.5).float()
    own = (groups[:, :1] + (count - 1) * groups[:, 1:AT_REST]) / count
    # Somebody of whom nothing is known yet: compared with people at large, as the runtime does in the first moments.
    is_stranger = torch.rand_like(groups[:, :1, :1]) < 0.1
    rest = torch.where(is_stranger, own.mean(0, keepdim=True), own).expand(-1, OTHERS, -1)
    return groups[:, AT_REST:].flatten(0, 1), rest.flatten(0, 1)


def difference(units):
    """Left minus right of the units that have sides."""
    sided = units[:, sent(tuple(SIDED), units.device)]
    return sided[..., 0] - sided[..., 1]


def disagreement(estimates, truth):
    """1 - the concordance correlation coefficient (Lin, 1989), mean over units."""
    apart = estimates.mean(0) - truth.mean(0)
    shared = ((estimates - estimates.mean(0)) * (truth - truth.mean(0))).mean(0)
    return 1 - (2 * shared / (estimates.var(0, unbiased=False) + truth.var(0, unbiased=False) + apart ** 2 + 1e-4)).mean()


def closer_loss(network, embedding, points, looks):
    """How far the landmarks of each closer look are off: right eye, left eye as in a mirror, mouth, mouth as in a mirror."""
    axes, (right, left, mouth) = looks[0], looks[1].unbind(1)
    mirror = axes * sent(((-1.0,), (1.0,)), axes.device)
    parts = embedding.split(PARTS, 1)[1:]
    heads = network.eye_points, network.eye_points, network.mouth_points, network.mouth_points
    seen = (RIGHT_EYE, right, axes), (LEFT_EYE, left, mirror), (AROUND_MOUTH, mouth, axes), (MIRRORED_MOUTH, mouth, mirror)
    return sum(F.smooth_l1_loss(head(part), seen_closer(points, *look)) for head, part, look in zip(heads, parts, seen))


def seen_closer(points, which, middle, axes):
    """Landmarks in a closer look's own axes, shares of its larger side from its middle, about unit variance."""
    back = (axes / axes.square().sum(2, keepdim=True)).mT  # the inverse, as the axes are square to each other
    return 12 * ((points[:, sent(tuple(which), points.device)] - middle[:, None]) @ back).flatten(1)
