#!/usr/bin/env bash
# train.sh SET SECONDS [cuda|cpu] [PEOPLE] [START.pt]: trains for SECONDS on what render.sh has rendered and goes on to render, then calibrates and exports.
# Runs in what pack.sh packed. Leaves network.raw.pt, network.pt, action_units*.onnx and logs in $OUT, else in out/ beside this file.
set -euo pipefail
cd "$(dirname "$0")"
set=$1 seconds=$2 device=${3:-cuda} people=${4:-64} start=${5:+--start $(realpath "$5")}
out=${OUT:-$PWD/out}
mkdir -p "$out"
export PYTHONUNBUFFERED=1
python3 - "$device" <<'CHECK' || exit 3
import os, sys, torch
print("torch", torch.__version__, "processors", os.cpu_count(), "card", torch.cuda.get_device_name(0) if torch.cuda.is_available() else "none")
if sys.argv[1] == "cuda" and not torch.cuda.is_available():
    sys.exit("this torch has no CUDA, or sees no card: nothing was started")
CHECK

python3 fit/train.py "$set" "$out/network.raw.pt" "$seconds" --device "$device" --people "$people" $start 2>&1 | tee "$out/train.log"
tail -n 1 "$set.log"
python3 fit/calibrate.py "$set" "$out/network.raw.pt" "$out/network.pt" 2>&1 | tee "$out/calibrate.log"
python3 fit/export.py "$out/network.pt" "$out" 2>&1 | tee "$out/export.log" || echo "not exported here: fit/export.py does it elsewhere"
