"""Takes files out of the packed assets of npm's @mediapipe/face_mesh: unpack.py PACKAGE_FOLDER FILE..."""
import json
import pathlib
import re
import sys

package = pathlib.Path(sys.argv[1])
assets = (package / "face_mesh_solution_packed_assets.data").read_bytes()
loader = (package / "face_mesh_solution_packed_assets_loader.js").read_text()
entries = json.loads(re.search(r'"files": (\[.*?\])', loader).group(1))
for name in sys.argv[2:]:
    entry = next(e for e in entries if e["filename"].endswith("/" + name))
    pathlib.Path(name).write_bytes(assets[entry["start"]:entry["end"]])
