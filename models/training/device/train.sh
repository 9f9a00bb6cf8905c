#!/usr/bin/env bash
# train.sh SECONDS [cuda|cpu] [PEOPLE] [START.pt]: renders on all processors but two and trains beside it for SECONDS in all, then calibrates and exports.
# Runs in what pack.sh packed. Leaves network.pt, action_units.onnx and logs in $OUT, else in out/ beside this file.
set -euo pipefail
cd "$(dirname "$0")"
seconds=$1 device=${2:-cuda} people=${3:-64} start=${4:+--start $(realpath "$4")}
out=${OUT:-$PWD/out}
mkdir -p "$out"
python3 - "$device" <<'CHECK' || exit 3
import os, sys, torch
print("torch", torch.__version__, "processors", os.cpu_count(), "card", torch.cuda.get_device_name(0) if torch.cuda.is_available() else "none")
if sys.argv[1] == "cuda" and not torch.cuda.is_available():
    sys.exit("this torch has no CUDA, or sees no card: nothing was started")
CHECK

work=$(mktemp -d)
python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' renderer.tar.xz "$work"
export LD_LIBRARY_PATH=$PWD/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_gcServer=1 PYTHONUNBUFFERED=1
threads=$(nproc --ignore=2)
# A processor renders two sessions a second where this was measured; what it does not reach stays unwritten.
env "$work/renderer/PsyCare.Training" render head "$work/set" 0 $((threads * seconds * 2 + 200)) 1 "$threads" > "$out/render.log" 2>&1 &
render=$!
trap 'kill $render 2> /dev/null || true; rm -rf "$work"' EXIT
for ((i = 0; i < 60; i++)); do grep -q sessions "$out/render.log" && break; sleep 1; done
if ! kill -0 $render 2> /dev/null || ! grep -q sessions "$out/render.log"; then
  echo "the renderer does not render:"; cat "$out/render.log"; exit 4
fi

python3 fit/train.py "$work/set" "$out/network.raw.pt" "$seconds" --device "$device" --people "$people" $start 2>&1 | tee "$out/train.log"
kill $render 2> /dev/null || true
python3 fit/calibrate.py "$work/set" "$out/network.raw.pt" "$out/network.pt" 2>&1 | tee "$out/calibrate.log"
tail -n 1 "$out/render.log"
python3 fit/export.py "$out/network.pt" "$out/action_units.onnx" 2>&1 | tee "$out/export.log" || echo "not exported here: fit/export.py network.pt does it elsewhere"
