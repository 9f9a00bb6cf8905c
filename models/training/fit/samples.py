"""Reads what `PsyCare.Training render` writes: rows of crops, landmarks and labels, twenty a session, the first four of a person at rest."""
import json
import os

import numpy as np

STORED = 130  # pixels on a side of a stored crop
CROP = 120  # what the network sees of them
SIDE_CM = 18 * 104 / 112  # side of what the network sees
PER_SESSION = 20
NEUTRAL = 4
# The units that are estimated, in FACS order. AU16 and AU22 are rendered but not read; AU23 has no muscle in the model.
UNITS = [1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 18, 20, 24, 25, 26, 28, 45]
REGIONS = ["brow_right", "brow_left", "eye_right", "eye_left", "nose", "mouth", "chin"]


class Samples:
    """A set on disk that may still grow."""

    def __init__(self, folder):
        self.folder = folder
        self.columns = json.load(open(os.path.join(folder, "columns.json")))
        self.refresh()

    def refresh(self):
        """Looks for sessions that are complete by now."""
        width = len(self.columns)
        rows = os.path.getsize(os.path.join(self.folder, "labels.f32")) // (4 * width)
        rows -= rows % PER_SESSION
        self.labels = np.memmap(os.path.join(self.folder, "labels.f32"), np.float32, "r", shape=(rows, width))
        self.crops = np.memmap(os.path.join(self.folder, "crops.u8"), np.uint8, "r", shape=(rows, STORED, STORED))
        self.points = np.memmap(os.path.join(self.folder, "points.f16"), np.float16, "r", shape=(rows, 468, 2))
        tones = self.of(["tone"]).reshape(-1, PER_SESSION)
        self.sessions = np.flatnonzero((tones > 0).all(1))

    def of(self, names, rows=slice(None)):
        """[rows, names]: some columns."""
        return self.labels[rows][:, [self.columns.index(name) for name in names]]

    def intensities(self, rows=slice(None)):
        """[rows, units, (left, right)], 0 to 5."""
        return self.of([f"AU{unit}_{side}" for unit in UNITS for side in "LR"], rows).reshape(-1, len(UNITS), 2)

    def cover(self, rows=slice(None)):
        """[rows, regions], share of each region that something covers."""
        return self.of(["cover_" + region for region in REGIONS], rows)


def icc(truth, estimate):
    """ICC(3,1), consistency of two raters (Shrout and Fleiss, 1979)."""
    both = np.stack([truth, estimate], 1).astype(np.float64)
    rows = both.shape[0]
    mean = both.mean()
    between = 2 * ((both.mean(1) - mean) ** 2).sum() / (rows - 1)
    raters = rows * ((both.mean(0) - mean) ** 2).sum()
    error = (((both - mean) ** 2).sum() - between * (rows - 1) - raters) / (rows - 1)
    return (between - error) / (between + error)
