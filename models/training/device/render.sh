#!/usr/bin/env bash
# render.sh SET: begins rendering into SET on all processors but one, and comes back once the first sessions are there; it goes on until all is rendered
# or SET.pid is killed, so that it outlasts a call that only reached this far. Runs in what pack.sh packed; exit 4 where the renderer does not render.
set -euo pipefail
cd "$(dirname "$0")"
set=$(realpath -m "$1") people=40000
mkdir -p "$set"
python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' renderer.tar.xz "$set.renderer"
export LD_LIBRARY_PATH=$PWD/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH} DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_gcServer=1
# Training goes first: its one thread feeds the card.
setsid nice -n 10 "$set.renderer/renderer/PsyCare.Training" render head "$set" 0 "$people" 1 "$(nproc --ignore=1)" > "$set.log" 2>&1 < /dev/null &
echo $! > "$set.pid"
for ((i = 0; i < 60; i++)); do grep -q sessions "$set.log" 2> /dev/null && exit; sleep 1; done
echo "the renderer does not render:"; cat "$set.log"; exit 4
